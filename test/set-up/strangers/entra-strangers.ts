import { enterpriseApps, ownedApps } from '#providers/sandbox/graph-fresh-apps.ts';
import { swayPlanId } from '#providers/sandbox/graph-fresh-licences.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { skuIds } from '#providers/sandbox/things.ts';
import {
  addLicence,
  adele,
  chris,
  deleteGroup,
  drop,
  dropDirect,
  endSessions,
  idOf,
  john,
  userIn,
  rowsIn,
  widen,
  without,
  type Strangers,
} from './deeds.ts';

/** What strangers do in Entra ID. */
export const entraStrangers: Readonly<Record<string, Strangers>> = {
  'entra.block-sign-in': {
    meanwhile: { 'somebody blocks sign-in': (company) => void (userIn(company).accountEnabled = false) },
    first: { 'somebody blocks it': (company) => void (userIn(company).accountEnabled = false) },
  },
  'entra.revoke-sessions': {
    // A new password ends sessions as well and is no reason to ask again: see whole-case.test.ts.
    meanwhile: {},
    first: { 'somebody ends them': (company) => endSessions(userIn(company)) },
  },
  'entra.hand-over-group-ownership': {
    meanwhile: {
      'John owns one more group': ({ graph }) => void graph.owners[cloudGroups.salesEmea]?.push(john.id),
      'somebody else is made owner too': ({ graph }) =>
        void graph.owners[cloudGroups.contractReviews]?.push(adele),
      'somebody ends an ownership': ({ graph }) => drop(graph.owners, cloudGroups.priceList, john.id),
    },
    first: {
      'somebody hands it over': ({ graph }, { key }) => {
        const megan = personOf('meganb').id;
        graph.owners[key] = [megan];
        graph.members[key] = [...new Set([...(graph.members[key] ?? []), megan])];
      },
      'the group is deleted': deleteGroup,
    },
    since: ({ graph }) => void graph.owners[cloudGroups.contractReviews]?.push(john.id, chris),
  },
  'entra.remove-app-ownership': {
    meanwhile: {
      'John owns one more app': ({ graph }) =>
        void graph.owners[ownedApps.salesDashboard.servicePrincipal]?.push(john.id),
      'somebody else is made owner too': ({ graph }) =>
        void graph.owners[ownedApps.quoteCalculator.application]?.push(adele),
      'somebody ends an ownership': ({ graph }) =>
        drop(graph.owners, ownedApps.salesDashboard.application, john.id),
    },
    first: {
      'somebody ends it': ({ graph }, { key }) => drop(graph.owners, key, john.id),
      'the app is deleted': ({ graph }, { key }) => {
        graph.applications = without(graph.applications, key);
        graph.servicePrincipals = without(graph.servicePrincipals, key);
        delete graph.owners[key];
      },
    },
    since: ({ graph }) => void graph.owners[ownedApps.quoteCalculator.application]?.push(john.id, chris),
  },
  'entra.remove-app-role-assignments': {
    meanwhile: {
      'John gets one more app': ({ graph }) => {
        const one = graph.appRoleAssignments.find(({ principalId }) => principalId === john.id)!;
        const { chartMaker } = enterpriseApps;
        graph.appRoleAssignments.push({
          ...one,
          id: 'c29tZWJvZHktZWxzZS1kaWQtdGhpcw',
          resourceId: chartMaker.id,
          resourceDisplayName: chartMaker.name,
        });
      },
      'an assignment is removed': ({ graph }) => {
        const one = graph.appRoleAssignments.find(({ principalId }) => principalId === john.id)!;
        graph.appRoleAssignments = without(graph.appRoleAssignments, one.id);
      },
    },
    first: {
      'somebody removes it': ({ graph }, { from }) =>
        void (graph.appRoleAssignments = without(graph.appRoleAssignments, idOf(from))),
    },
  },
  'entra.remove-consents': {
    meanwhile: {
      'John allows one more app': ({ graph }) => {
        const one = graph.oauth2PermissionGrants.find(({ principalId }) => principalId === john.id)!;
        const { tailwindCrm } = enterpriseApps;
        graph.oauth2PermissionGrants.push({
          ...one,
          id: 'c29tZWJvZHktZWxzZS1kaWQ',
          clientId: tailwindCrm.id,
        });
      },
      'an app is allowed more': ({ graph }) =>
        widen(graph.oauth2PermissionGrants, 'Mail.Read Calendars.Read Files.ReadWrite.All'),
      'a consent is withdrawn': ({ graph }) => {
        const one = graph.oauth2PermissionGrants.find(({ principalId }) => principalId === john.id)!;
        graph.oauth2PermissionGrants = without(graph.oauth2PermissionGrants, one.id);
      },
    },
    first: {
      'John withdraws it himself': ({ graph }, { from }) =>
        void (graph.oauth2PermissionGrants = without(graph.oauth2PermissionGrants, idOf(from))),
    },
    since: ({ graph }) => {
      const { mailPlanner, microsoftGraph } = enterpriseApps;
      graph.oauth2PermissionGrants.push({
        id: 'Z2l2ZW4tYW5ldw',
        clientId: mailPlanner.id,
        consentType: 'Principal',
        principalId: john.id,
        resourceId: microsoftGraph.id,
        scope: 'User.Read',
      });
    },
  },
  'entra.remove-from-groups': {
    meanwhile: {
      'John is added to a group': ({ graph }) => void graph.members[cloudGroups.allProjects]?.push(john.id),
      'John is taken out of a group': ({ graph }) => drop(graph.members, cloudGroups.vpnUsers, john.id),
      'a group begins to give a licence': ({ graph }) => {
        const group = graph.groups.find(({ id }) => id === cloudGroups.vpnUsers)!;
        group.assignedLicenses = [{ skuId: skuIds.powerBiPro, disabledPlans: [] }];
      },
    },
    first: {
      'somebody takes him out': ({ graph }, { key }) => drop(graph.members, key, john.id),
      'the group is deleted': deleteGroup,
    },
    since: ({ graph }) => {
      const group = graph.groups.find(({ id }) => id === cloudGroups.vpnUsers)!;
      group.assignedLicenses = [{ skuId: skuIds.powerBiPro, disabledPlans: [] }];
      graph.members[group.id]?.push(john.id);
    },
  },
  'entra.remove-licences': {
    meanwhile: {
      'John gets one more licence': (company) => addLicence(userIn(company), skuIds.mobilityE3, null),
      'a licence comes through a group instead': (company) => {
        for (const row of rowsIn(company).filter(({ assignedByGroup }) => assignedByGroup === null))
          Object.assign(row, { assignedByGroup: cloudGroups.licenceMobility });
      },
      'a plan of a licence is switched on': (company) => {
        for (const row of rowsIn(company))
          Object.assign(row, { disabledPlans: row.disabledPlans.filter((plan) => plan !== swayPlanId) });
      },
    },
    first: {
      'somebody removes it': (company) => dropDirect(userIn(company)),
      'it comes through a group instead': (company) => {
        dropDirect(userIn(company));
        addLicence(userIn(company), skuIds.officeE3, cloudGroups.licenceMobility);
      },
    },
    since: (company) => addLicence(userIn(company), skuIds.officeE3, null),
  },
  'entra.disable-devices': {
    meanwhile: {
      'John gets one more device': ({ graph }) => {
        const tablet = graph.devices.find(({ id }) => graph.deviceOwners[id]?.includes(chris))!;
        const id = 'de000000-0000-4000-8000-000000000009';
        graph.devices.push({ ...tablet, id, displayName: 'CONTOSO-TB-0099' });
        graph.deviceOwners[id] = [john.id];
        graph.deviceUsers[id] = [john.id];
      },
      'a device is somebody else’s as well': ({ graph }) => {
        const [id] = Object.entries(graph.deviceOwners).find(([, owners]) => owners.includes(john.id))!;
        graph.deviceOwners[id]?.push(chris);
      },
      'somebody disables a device': ({ graph }) => void (graph.devices[0]!.accountEnabled = false),
    },
    first: {
      'somebody disables it': ({ graph }, { key }) => {
        for (const device of graph.devices) if (device.id === key) device.accountEnabled = false;
      },
      'the device is deleted': ({ graph }, { key }) => {
        graph.devices = without(graph.devices, key);
        delete graph.deviceOwners[key];
        delete graph.deviceUsers[key];
      },
    },
  },
};
