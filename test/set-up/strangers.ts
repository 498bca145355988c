import type { Change } from '#providers/action.ts';
import type { Company } from '#providers/sandbox/company.ts';
import type { DirectoryObject } from '#providers/sandbox/directory-state.ts';
import { enterpriseApps, ownedApps } from '#providers/sandbox/graph-fresh-apps.ts';
import { swayPlanId } from '#providers/sandbox/graph-fresh-licences.ts';
import { cloudGroups } from '#providers/sandbox/graph-fresh-groups.ts';
import type { GraphUser } from '#providers/sandbox/graph-things.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { skuIds, syncedGroups } from '#providers/sandbox/things.ts';

/** Something that somebody else does in the company, behind the bot's back. */
export type Deed = (company: Company) => void;

/** What strangers may do to John Doe's things that an action is about. */
export interface Strangers {
  /** Between approval and run: afterwards the action would do something else than was approved. */
  readonly meanwhile: Readonly<Record<string, Deed>>;
  /** Between the last look and the call: the very change is made, or its thing is gone altogether. */
  readonly first: Readonly<Record<string, (company: Company, change: Change) => void>>;
  /** After the change was made: its thing is neither as it was nor as we left it. Only where there is such a state. */
  readonly since?: Deed;
}

const john = personOf('jdoe');
const [adele, chris] = [personOf('adelev').id, personOf('chris.green').id];
const account = john.directory?.guid ?? '';
const marketing = 'd0000000-0000-4000-8000-000000000a04';
const disabledOu = 'd0000000-0000-4000-8000-000000000a06';

/** A row an action; a new action needs one of its own. */
export const strangers: Readonly<Record<string, Strangers>> = {
  'ad.disable-account': {
    meanwhile: { 'somebody disables the account': disable },
    first: { 'somebody disables it': disable },
  },
  'entra.block-sign-in': {
    meanwhile: { 'somebody blocks sign-in': (company) => void (userIn(company).accountEnabled = false) },
    first: { 'somebody blocks it': (company) => void (userIn(company).accountEnabled = false) },
  },
  'entra.revoke-sessions': {
    // A new password ends sessions as well and is no reason to ask again: see whole-case.test.ts.
    meanwhile: {},
    first: { 'somebody ends them': (company) => endSessions(userIn(company)) },
  },
  'exchange.forward-mail': {
    meanwhile: {
      'mail is forwarded to somebody else': (company) => forward(company, adele),
      'mail is forwarded to an address outside': (company) =>
        void (mailboxIn(company).forwardingSmtpAddress = 'smtp:john@fabrikam.com'),
    },
    first: {
      'somebody forwards it to the successor': (company) => forward(company, personOf('meganb').id),
    },
    since: (company) => forward(company, adele),
  },
  'exchange.convert-to-shared': {
    meanwhile: {
      'somebody converts the mailbox': (company) => void (mailboxIn(company).type = 'SharedMailbox'),
      'the mailbox is put on hold': (company) => void (mailboxIn(company).litigationHold = true),
      'the mailbox gets an archive': (company) => void (mailboxIn(company).archive = true),
    },
    first: { 'somebody converts it': (company) => void (mailboxIn(company).type = 'SharedMailbox') },
  },
  'sharepoint.grant-onedrive-access': {
    meanwhile: { 'the successor is made administrator by somebody else': grantSite },
    first: { 'somebody else grants it': grantSite },
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
        void widen(graph.oauth2PermissionGrants, 'Mail.Read Calendars.Read Files.ReadWrite.All'),
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
  'azure.remove-role-assignments': {
    meanwhile: {
      'John gets one more role': ({ azure }) => {
        const one = azure.assignments.find(({ principalId }) => principalId === john.id)!;
        azure.assignments.push({
          ...one,
          name: 'f0000000-0000-4000-8000-000000000099',
          scope: `${one.scope}/resourceGroups/rg-new`,
        });
      },
      'the condition of a role is lifted': ({ azure }) => liftCondition(azure),
      'a role is removed': ({ azure }) =>
        void (azure.assignments = azure.assignments.filter(({ condition }) => condition === null)),
    },
    first: {
      'somebody removes it': ({ azure }, { from }) =>
        void (azure.assignments = azure.assignments.filter(({ name }) => name !== nameOf(from))),
    },
    since: ({ azure }) => {
      const [owner] = azure.assignments;
      azure.assignments.push({
        ...owner!,
        name: 'f0000000-0000-4000-8000-000000000003',
        principalId: john.id,
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
  'exchange.remove-from-distribution-groups': {
    meanwhile: {
      'John is added to a list': ({ graph }) => {
        const list = graph.groups.find(({ mailEnabled, groupTypes }) => mailEnabled && !groupTypes.length)!;
        const id = 'a0000000-0000-4000-8000-000000000199';
        graph.groups.push({ ...list, id, displayName: 'Sales Alumni', mail: 'alumni@contoso.com' });
        graph.members[id] = [john.id];
      },
      'John is taken off a list': ({ graph }) => {
        const list = graph.groups.find(({ mailEnabled, groupTypes }) => mailEnabled && !groupTypes.length)!;
        drop(graph.members, list.id, john.id);
      },
    },
    first: {
      'somebody takes him off': ({ graph }, { key }) => drop(graph.members, key, john.id),
      'the list is deleted': deleteGroup,
    },
  },
  'ad.remove-from-groups': {
    meanwhile: {
      'John is added to a group': ({ directory }) => addDirectoryGroup(directory.objects),
      'John is taken out of a group': ({ directory }) => leave(directory.objects[syncedGroups.erpUsers.guid]),
    },
    first: {
      'somebody takes him out': ({ directory }, { key }) => leave(directory.objects[key]),
      'the group is deleted': ({ directory }, { key }) => void delete directory.objects[key],
    },
  },
  'entra.remove-licences': {
    meanwhile: {
      'John gets one more licence': (company) => addLicence(userIn(company), skuIds.mobilityE3, null),
      'a licence comes through a group instead': (company) => {
        const user = userIn(company);
        user.licenseAssignmentStates = user.licenseAssignmentStates.map((row) =>
          row.assignedByGroup === null ? { ...row, assignedByGroup: cloudGroups.licenceMobility } : row,
        );
      },
      'a plan of a licence is switched on': (company) => {
        const user = userIn(company);
        user.licenseAssignmentStates = user.licenseAssignmentStates.map((row) => ({
          ...row,
          disabledPlans: row.disabledPlans.filter((plan) => plan !== swayPlanId),
        }));
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
  'ad.move-to-disabled-ou': {
    meanwhile: {
      'somebody moves the account elsewhere': (company) => moveTo(company, marketing),
      'somebody moves the account there': (company) => moveTo(company, disabledOu),
    },
    first: { 'somebody moves it there': (company) => moveTo(company, disabledOu) },
    since: (company) => moveTo(company, marketing),
  },
};

function userIn({ graph }: Company): GraphUser {
  return graph.users.find(({ id }) => id === john.id)!;
}

function mailboxIn({ exchange }: Company) {
  return exchange.mailboxes.find(({ id }) => id === john.id)!;
}

function accountIn({ directory }: Company): DirectoryObject {
  return directory.objects[account]!;
}

function disable(company: Company): void {
  const { attributes } = accountIn(company);
  attributes['userAccountControl'] = [String(Number(attributes['userAccountControl']?.[0]) | 2)];
}

function endSessions(user: GraphUser): void {
  user.signInSessionsValidFromDateTime = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

function forward(company: Company, to: string): void {
  Object.assign(mailboxIn(company), { forwardingAddress: to, deliverToMailboxAndForward: true });
}

function grantSite({ sharePoint }: Company): void {
  sharePoint.sites.find(({ admins }) => admins.includes(john.id))?.admins.push(personOf('meganb').id);
}

function drop(links: Record<string, string[]>, thing: string, id: string): void {
  links[thing] = (links[thing] ?? []).filter((one) => one !== id);
}

function without<T extends { readonly id: string }>(things: readonly T[], id: string): T[] {
  return things.filter((one) => one.id !== id);
}

function deleteGroup({ graph }: Company, { key }: Change): void {
  graph.groups = without(graph.groups, key);
  delete graph.members[key];
  delete graph.owners[key];
}

function idOf(item: unknown): string {
  return (item as { id: string }).id;
}

function nameOf(item: unknown): string {
  return (item as { name: string }).name;
}

function widen(grants: Company['graph']['oauth2PermissionGrants'], scope: string): void {
  const at = grants.findIndex(({ principalId }) => principalId === john.id);
  grants[at] = { ...grants[at]!, scope };
}

function liftCondition(azure: Company['azure']): void {
  azure.assignments = azure.assignments.map((one) => ({ ...one, condition: null, conditionVersion: null }));
}

function leave(group: DirectoryObject | undefined): void {
  if (group) group.members = group.members.filter((guid) => guid !== account);
}

function addDirectoryGroup(objects: Record<string, DirectoryObject>): void {
  const guid = 'd0000000-0000-4000-8000-000000000199';
  const model = structuredClone(objects[syncedGroups.erpUsers.guid]!);
  const sid = model.attributes['objectSid']?.[0]?.replace(/\d+$/, '1399') ?? '';
  const attributes = { ...model.attributes, sAMAccountName: ['Sales Alumni'], objectSid: [sid] };
  objects[guid] = { ...model, guid, rdn: 'CN=Sales Alumni', attributes, members: [account] };
}

function addLicence(user: GraphUser, skuId: string, assignedByGroup: string | null): void {
  user.licenseAssignmentStates.push({
    skuId,
    disabledPlans: [],
    assignedByGroup,
    state: 'Active',
    error: 'None',
    lastUpdatedDateTime: '2026-11-23T08:00:00Z',
  });
}

function dropDirect(user: GraphUser): void {
  user.licenseAssignmentStates = user.licenseAssignmentStates.filter((row) => row.assignedByGroup !== null);
}

function moveTo(company: Company, place: string): void {
  accountIn(company).parent = place;
}
