import { z } from 'zod';
import type { Action, Planned } from '../action.ts';
import type { RoleAssignment } from '../systems.ts';

const item: z.ZodType<RoleAssignment> = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.string(),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  roleName: z.string(),
  scopeName: z.string(),
  condition: z.string().nullable(),
  conditionVersion: z.string().nullable(),
  description: z.string().nullable(),
});

/** Direct assignments only: what comes through a group goes with the group. Disabling a user removes none of them. */
export const removeRoleAssignments: Action<RoleAssignment> = {
  id: 'azure.remove-role-assignments',
  title: 'Remove Azure roles',
  step: 'azure-access',
  system: 'azure',
  permissions: [
    'azure/Microsoft.Authorization/roleAssignments/read',
    'azure/Microsoft.Authorization/roleDefinitions/read',
    'azure/Microsoft.Authorization/roleAssignments/delete',
    'azure/Microsoft.Authorization/roleAssignments/write',
  ],
  item,
  keyOf,

  inspect: ({ leaver, systems }) => systems.azure.listRoleAssignments(leaver.id),

  plan: (found, { leaver }) =>
    found.filter((one) => one.principalId.toLowerCase() === leaver.id.toLowerCase()).map(planOne),

  async apply({ from }, { systems }) {
    await systems.azure.deleteRoleAssignment(from.id);
  },

  same: grantsTheSame,

  async rollback({ from }, { systems }) {
    await systems.azure.createRoleAssignment(from);
  },
};

/** Azure changes the case of an id from one answer to the next. */
function keyOf({ id }: RoleAssignment): string {
  return id.toLowerCase();
}

function planOne(one: RoleAssignment): Planned<RoleAssignment> {
  const limited = one.condition === null ? '' : ' (limited by a condition)';
  const what = `Remove role ${one.roleName} on ${one.scopeName}${limited}`;
  return { kind: 'change', key: keyOf(one), what, from: one, to: null };
}

/** Names may be given anew; what counts is who may do what, where, under which condition. */
function grantsTheSame(a: RoleAssignment, b: RoleAssignment): boolean {
  return (
    keyOf(a) === keyOf(b) &&
    a.roleDefinitionId.toLowerCase() === b.roleDefinitionId.toLowerCase() &&
    a.condition === b.condition
  );
}
