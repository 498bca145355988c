import { ownedApps } from './graph-fresh-apps.ts';
import type { GraphGroup } from './graph-things.ts';
import { contoso, people, personOf, sidOf } from './people.ts';
import { mailGroups, skuIds, syncedGroups } from './things.ts';

/** Cloud groups by what they are an example of. `jdoe` is in all but the last four. */
export const cloudGroups = {
  salesEmea: 'a0000000-0000-4000-8000-000000000101',
  vpnUsers: 'a0000000-0000-4000-8000-000000000102',
  /** Nested in `allProjects`. */
  projectFalcon: 'a0000000-0000-4000-8000-000000000103',
  /** Microsoft 365 with a team behind it; `jdoe` is a member, Megan Bowen owns it. */
  salesTeam: 'a0000000-0000-4000-8000-000000000104',
  /** Microsoft 365 without a team; `jdoe` is its only owner. */
  contractReviews: 'a0000000-0000-4000-8000-000000000105',
  dynamicGermany: 'a0000000-0000-4000-8000-000000000108',
  licenceMobility: 'a0000000-0000-4000-8000-000000000111',
  /** `jdoe` is owner, beside Megan Bowen, and member. */
  priceList: 'a0000000-0000-4000-8000-000000000112',
  allProjects: 'a0000000-0000-4000-8000-000000000120',
  /** Role-assignable; Lynne Robbins is in it. */
  helpdeskAdmins: 'a0000000-0000-4000-8000-000000000121',
  operators: contoso.operatorsGroupId,
  auditors: contoso.auditorsGroupId,
} as const;

function group(id: string, displayName: string, more: Partial<GraphGroup> = {}): GraphGroup {
  const tail = Number(id.slice(-6));
  return {
    id,
    displayName,
    description: null,
    mail: null,
    mailEnabled: false,
    mailNickname: displayName.replaceAll(/[^a-z0-9]/gi, '').toLowerCase(),
    securityEnabled: true,
    groupTypes: [],
    membershipRule: null,
    membershipRuleProcessingState: null,
    resourceProvisioningOptions: [],
    visibility: null,
    isAssignableToRole: null,
    isManagementRestricted: false,
    assignedLicenses: [],
    createdDateTime: '2022-05-02T09:00:00Z',
    proxyAddresses: more.mail ? [`SMTP:${more.mail}`] : [],
    securityIdentifier: `S-1-12-1-2684354560-1073741824-128-${tail}`,
    onPremisesSyncEnabled: null,
    onPremisesSecurityIdentifier: null,
    onPremisesSamAccountName: null,
    onPremisesDomainName: null,
    onPremisesLastSyncDateTime: null,
    ...more,
  };
}

function unified(id: string, name: string, mail: string, team: boolean): GraphGroup {
  return group(id, name, {
    mail,
    mailEnabled: true,
    securityEnabled: false,
    groupTypes: ['Unified'],
    resourceProvisioningOptions: team ? ['Team'] : [],
    visibility: 'Private',
  });
}

function exchangeGroups(): GraphGroup[] {
  return Object.values(mailGroups).map(({ id, name, mail, kind }) =>
    group(id, name, { mail, mailEnabled: true, securityEnabled: kind === 'mail-enabled-security' }),
  );
}

function directoryGroups(): GraphGroup[] {
  return Object.values(syncedGroups).map(({ id, name, rid }) =>
    group(id, name, {
      onPremisesSyncEnabled: true,
      onPremisesSecurityIdentifier: sidOf(rid),
      onPremisesSamAccountName: name,
      onPremisesDomainName: contoso.domain,
      onPremisesLastSyncDateTime: '2026-11-23T06:00:00Z',
    }),
  );
}

export function freshGroups(): GraphGroup[] {
  const inherited = [skuIds.mobilityE3, skuIds.powerBiPro];
  return [
    group(cloudGroups.salesEmea, 'Sales EMEA'),
    group(cloudGroups.vpnUsers, 'VPN Users'),
    group(cloudGroups.projectFalcon, 'Project Falcon'),
    unified(cloudGroups.salesTeam, 'Sales Team', 'sales.team@contoso.com', true),
    unified(cloudGroups.contractReviews, 'Contract Reviews', 'contract.reviews@contoso.com', false),
    ...exchangeGroups(),
    group(cloudGroups.dynamicGermany, 'Everyone in Germany', {
      groupTypes: ['DynamicMembership'],
      membershipRule: 'user.usageLocation -eq "DE"',
      membershipRuleProcessingState: 'On',
    }),
    ...directoryGroups(),
    group(cloudGroups.licenceMobility, 'Licence: Mobility', {
      assignedLicenses: inherited.map((skuId) => ({ skuId, disabledPlans: [] })),
    }),
    group(cloudGroups.priceList, 'Price List Editors'),
    group(cloudGroups.allProjects, 'All Projects'),
    group(cloudGroups.helpdeskAdmins, 'Helpdesk Admins', { isAssignableToRole: true }),
    group(cloudGroups.operators, 'Offboarding Operators'),
    group(cloudGroups.auditors, 'Offboarding Auditors'),
  ];
}

function ids(...keys: readonly string[]): string[] {
  return keys.map((key) => personOf(key).id);
}

export function freshMembers(): Record<string, string[]> {
  const withRole = (role: string) => people.filter((one) => one.role === role).map((one) => one.id);
  return {
    [cloudGroups.salesEmea]: ids('jdoe', 'meganb', 'chris.green'),
    [cloudGroups.vpnUsers]: ids(
      'jdoe',
      'chris.green',
      'chris.green2',
      'diego.siciliani',
      "zoe.o'neil",
      'alexw',
    ),
    [cloudGroups.projectFalcon]: ids('jdoe', 'diego.siciliani'),
    [cloudGroups.salesTeam]: ids('jdoe', 'meganb', 'chris.green'),
    [cloudGroups.contractReviews]: ids('jdoe', 'adelev'),
    [mailGroups.salesNews.id]: ids('jdoe', 'meganb', 'chris.green'),
    [mailGroups.financeApprovals.id]: ids('jdoe', 'meganb', 'adelev'),
    [cloudGroups.dynamicGermany]: people.map((one) => one.id),
    [syncedGroups.salesFiles.id]: ids('jdoe', 'alexw'),
    [syncedGroups.erpUsers.id]: ids('jdoe', 'alexw'),
    [cloudGroups.licenceMobility]: ids('jdoe', 'meganb', 'alexw'),
    [cloudGroups.priceList]: ids('jdoe', 'meganb'),
    [cloudGroups.allProjects]: [cloudGroups.projectFalcon],
    [cloudGroups.helpdeskAdmins]: ids('lynne.robbins'),
    [cloudGroups.operators]: withRole('operator'),
    [cloudGroups.auditors]: withRole('auditor'),
  };
}

/** Owners of groups and, by the ids of `ownedApps`, of applications and service principals. */
export function freshOwners(): Record<string, string[]> {
  return {
    [cloudGroups.salesEmea]: ids('meganb'),
    [cloudGroups.salesTeam]: ids('meganb'),
    [cloudGroups.contractReviews]: ids('jdoe'),
    [cloudGroups.priceList]: ids('jdoe', 'meganb'),
    [mailGroups.salesNews.id]: ids('meganb'),
    [mailGroups.financeApprovals.id]: ids('meganb'),
    [ownedApps.quoteCalculator.application]: ids('jdoe'),
    [ownedApps.quoteCalculator.servicePrincipal]: ids('jdoe'),
    [ownedApps.salesDashboard.application]: ids('jdoe', 'chris.green'),
    [ownedApps.salesDashboard.servicePrincipal]: ids('chris.green'),
  };
}
