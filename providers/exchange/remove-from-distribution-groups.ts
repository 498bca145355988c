import { z } from 'zod';
import type { Action, Context, Planned } from '../action.ts';
import { guid } from '../leaver.ts';
import { isAbsent } from '../provider-error.ts';
import { isCmdletError } from './cmdlet-error.ts';
import { theOne } from './mailbox.ts';
import { opathString } from './opath.ts';

const item = z.object({
  /** Object id of the group in Entra: names repeat. */
  id: z.string(),
  name: z.string(),
  kind: z.enum(['distribution list', 'mail-enabled security group']),
  /** True when Active Directory masters the group. */
  synced: z.boolean(),
});
type Item = z.infer<typeof item>;

/** Distribution lists and mail-enabled security groups: Graph shows them and refuses to change them. */
export const removeFromDistributionGroups: Action<Item> = {
  id: 'exchange.remove-from-distribution-groups',
  title: 'Remove from distribution lists',
  step: 'group-memberships',
  system: 'exchange',
  permissions: [
    'exchange/Exchange.ManageAsApp',
    'exchange/View-Only Recipients',
    'exchange/Distribution Groups',
    'exchange/Security Group Creation and Membership',
  ],
  item,
  keyOf: ({ id }) => id,

  async inspect(context) {
    const member = await distinguishedName(context);
    return member === null ? [] : groupsOf(member, context);
  },

  plan: (found) => found.map(planOne),

  async apply({ from }, context) {
    await changeMembership('Remove-DistributionGroupMember', from, context);
  },

  async rollback({ from }, context) {
    await changeMembership('Add-DistributionGroupMember', from, context);
  },
};

function planOne(group: Item): Planned<Item> {
  const what = `Remove from ${group.kind} ${group.name}`;
  if (!group.synced) return { kind: 'change', key: group.id, what, from: group, to: null };
  const why = 'Active Directory masters this group; the membership ends there.';
  return { kind: 'skipped', key: group.id, what, why };
}

const memberRow = z.object({ ExternalDirectoryObjectId: z.string(), DistinguishedName: z.string() });

/** Exchange's own name of the leaver, with or without a mailbox; `null` when it has never heard of the person. */
async function distinguishedName({ leaver, systems }: Context): Promise<string | null> {
  try {
    const rows = await systems.exchange.read('Get-User', { Identity: leaver.id }, memberRow, leaver.upn);
    return theOne(rows, leaver.id, 'Get-User').DistinguishedName;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

const groupRow = z.object({
  ExternalDirectoryObjectId: guid,
  DisplayName: z.string(),
  RecipientTypeDetails: z.string(),
  IsDirSynced: z.boolean(),
});

/** The groups that list the person as a member; dynamic ones have no list and are not among them. */
async function groupsOf(member: string, { systems }: Context): Promise<readonly Item[]> {
  const parameters = { Filter: `Members -eq ${opathString(member)}`, ResultSize: 'Unlimited' };
  const rows = await systems.exchange.read('Get-DistributionGroup', parameters, groupRow, null);
  return rows.map((row) => ({
    id: row.ExternalDirectoryObjectId.toLowerCase(),
    name: row.DisplayName,
    kind: isSecurity(row.RecipientTypeDetails) ? 'mail-enabled security group' : 'distribution list',
    synced: row.IsDirSynced,
  }));
}

function isSecurity(type: string): boolean {
  return type === 'MailUniversalSecurityGroup';
}

const alreadySo = {
  'Add-DistributionGroupMember': 'MemberAlreadyExists',
  'Remove-DistributionGroupMember': 'MemberNotFound',
} as const;

/** Without the bypass only the group's own managers may; that it is so already, Exchange tells by an error. */
async function changeMembership(
  cmdlet: keyof typeof alreadySo,
  group: Item,
  { leaver, systems }: Context,
): Promise<void> {
  const parameters = {
    Identity: group.id,
    Member: leaver.id,
    BypassSecurityGroupManagerCheck: true,
    Confirm: false,
  };
  try {
    await systems.exchange.run(cmdlet, parameters, null);
  } catch (error) {
    if (!isCmdletError(error, alreadySo[cmdlet])) throw error;
  }
}
