import type { Company } from './company.ts';
import {
  mailboxOf,
  mailGroupsOf,
  Refusal,
  userOf,
  type Cmdlet,
  type CmdletResult,
  type Parameters,
} from './exchange-cmdlet.ts';
import { exchangeDn, gigabyte, type SandboxMailbox } from './exchange-state.ts';
import type { GraphGroup } from './graph-things.ts';
import { people, type ContosoPerson } from './people.ts';

const viewers = [['exchange/View-Only Recipients', 'exchange/Mail Recipients']] as const;

/** Cmdlets that change nothing. */
export const readingCmdlets: Readonly<Record<string, Cmdlet>> = {
  'Get-Mailbox': {
    roles: () => viewers,
    run: ({ Identity }, company) => ({ rows: [mailboxRow(mailboxOf(Identity, company))] }),
  },
  'Get-MailboxStatistics': {
    roles: () => viewers,
    run: ({ Identity }, company) => ({ rows: [statisticsRow(mailboxOf(Identity, company))] }),
  },
  'Get-Recipient': {
    roles: () => viewers,
    run: ({ Identity }, company) => ({ rows: [recipientRow(mailboxOf(Identity, company))] }),
  },
  'Get-User': {
    roles: () => viewers,
    run: ({ Identity }) => ({ rows: [userRow(userOf(Identity))] }),
  },
  'Get-DistributionGroup': { roles: () => viewers, run: distributionGroups },
};

function mailboxRow(one: SandboxMailbox) {
  return {
    ...recipientRow(one),
    UserPrincipalName: one.upn,
    // Exchange shows the recipient's name here, not its id.
    ForwardingAddress: one.forwardingAddress && nameOf(one.forwardingAddress),
    ForwardingSmtpAddress: one.forwardingSmtpAddress,
    DeliverToMailboxAndForward: one.deliverToMailboxAndForward,
    LitigationHoldEnabled: one.litigationHold,
    InPlaceHolds: [],
    ArchiveStatus: one.archive ? 'Active' : 'None',
    ArchiveGuid: one.archive ? one.guid : '00000000-0000-0000-0000-000000000000',
    IsDirSynced: one.synced,
  };
}

function nameOf(id: string): string {
  return people.find((one) => one.id === id)?.key ?? id;
}

function recipientRow(one: SandboxMailbox) {
  return {
    ExternalDirectoryObjectId: one.id,
    Guid: one.guid,
    Name: one.name,
    DisplayName: one.displayName,
    DistinguishedName: exchangeDn(one.name),
    PrimarySmtpAddress: one.mail,
    RecipientTypeDetails: one.type,
  };
}

function statisticsRow({ displayName, guid, sizeBytes }: SandboxMailbox) {
  const size = `${(sizeBytes / gigabyte).toFixed(2)} GB (${sizeBytes.toLocaleString('en-US')} bytes)`;
  return { DisplayName: displayName, MailboxGuid: guid, ItemCount: 1200, TotalItemSize: size };
}

function userRow({ id, key, name, upn }: ContosoPerson) {
  return {
    ExternalDirectoryObjectId: id,
    Name: key,
    DisplayName: name,
    UserPrincipalName: upn,
    DistinguishedName: exchangeDn(key),
  };
}

/** `’` and its like end a string as well; between double quotes they do not. */
const withMember = /^Members -eq (?:'((?:[^'\u2018-\u201b]|'')*)'|"([^"\u201c-\u201e$`]*)")$/;

function distributionGroups({ Filter, ResultSize }: Parameters, company: Company): CmdletResult {
  const [, single, double] = withMember.exec(String(Filter)) ?? [];
  const dn = double ?? single?.replaceAll("''", "'");
  if (dn === undefined) throw new Refusal('System.ArgumentException', 'Invalid filter syntax.');
  const member = people.find((one) => exchangeDn(one.key) === dn)?.id;
  const found = mailGroupsOf(company).filter((group) =>
    company.graph.members[group.id]?.includes(member ?? ''),
  );
  if (ResultSize === 'Unlimited' || found.length <= 1000) return { rows: found.map(groupRow) };
  const warning =
    'There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.';
  return { rows: found.slice(0, 1000).map(groupRow), warnings: [warning] };
}

function groupRow(group: GraphGroup) {
  return {
    ExternalDirectoryObjectId: group.id,
    Guid: `1${group.id.slice(1)}`,
    DisplayName: group.displayName,
    PrimarySmtpAddress: group.mail,
    RecipientTypeDetails: group.securityEnabled
      ? 'MailUniversalSecurityGroup'
      : 'MailUniversalDistributionGroup',
    IsDirSynced: group.onPremisesSyncEnabled === true,
  };
}
