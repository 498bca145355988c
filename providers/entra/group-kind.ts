import { z } from 'zod';
import { guid } from '../leaver.ts';

/** What of a group decides who may change its members. A `null` where it must be known is unreadable, not "no". */
export const graphGroup = z.object({
  id: guid,
  displayName: z.string(),
  groupTypes: z.array(z.string()),
  mailEnabled: z.boolean(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  membershipRule: z.string().nullish(),
  isAssignableToRole: z.boolean().nullish(),
  isManagementRestricted: z.boolean().nullish(),
  resourceProvisioningOptions: z.array(z.string()).nullish(),
});
export type GraphGroup = z.infer<typeof graphGroup>;

export const groupFields =
  'id,displayName,groupTypes,mailEnabled,onPremisesSyncEnabled,membershipRule,isAssignableToRole,isManagementRestricted,resourceProvisioningOptions';

export const groupKinds = [
  'security',
  'microsoft-365',
  'team',
  'synced',
  'dynamic',
  'mail',
  'restricted',
  'role-assignable',
] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Sorts a group by whose hands can change it; the first obstacle decides. */
export function kindOf(group: GraphGroup): GroupKind {
  const unified = group.groupTypes.includes('Unified');
  if (group.onPremisesSyncEnabled) return 'synced';
  if (group.groupTypes.includes('DynamicMembership') || group.membershipRule) return 'dynamic';
  if (group.mailEnabled && !unified) return 'mail';
  if (group.isManagementRestricted) return 'restricted';
  if (group.isAssignableToRole) return 'role-assignable';
  if (!unified) return 'security';
  return group.resourceProvisioningOptions?.includes('Team') ? 'team' : 'microsoft-365';
}

const obstacles: Readonly<Record<GroupKind, string | null>> = {
  security: null,
  'microsoft-365': null,
  team: null,
  synced: 'synced from Active Directory, removed there',
  dynamic: 'membership follows a rule over attributes; nobody can be taken out by hand',
  mail: 'is a distribution list or mail-enabled security group and is changed in Exchange',
  restricted: 'is in a restricted administrative unit; only an administrator of that unit can change it',
  'role-assignable': 'can carry administrator roles; only a privileged role administrator can change it',
};

/** Why Graph cannot take somebody out; `null` when it can. */
export function whyNotHere(kind: GroupKind): string | null {
  return obstacles[kind];
}

/** How people call it: "the team", "the group". */
export function nounOf(kind: GroupKind): string {
  return kind === 'team' ? 'team' : 'group';
}
