import { z } from 'zod';
import type { Action, Context, PlanContext, Planned } from '../action.ts';
import { guid } from '../leaver.ts';
import { graphPath, opaque } from './graph-path.ts';

const appRoleAssignment = z.object({
  /** New whenever the assignment is made anew. */
  id: z.string(),
  appRoleId: guid,
  resourceId: guid,
  resourceDisplayName: z
    .string()
    .nullish()
    .transform((name) => name ?? null),
  principalId: guid,
  principalDisplayName: z
    .string()
    .nullish()
    .transform((name) => name ?? null),
  principalType: z.string(),
});
type AppRoleAssignment = z.infer<typeof appRoleAssignment>;

/**
 * Single sign-on to applications. AppRoleAssignment.ReadWrite.All is a mighty permission (its holder can grant itself
 * any other); there is no smaller one with which an assignment can be put back.
 */
export const removeAppRoleAssignments: Action<AppRoleAssignment> = {
  id: 'entra.remove-app-role-assignments',
  title: 'Remove access to applications',
  step: 'azure-access',
  system: 'entra',
  permissions: ['graph/AppRoleAssignment.ReadWrite.All'],
  item: appRoleAssignment,
  keyOf: ({ principalId, resourceId, appRoleId }) => `${principalId}/${resourceId}/${appRoleId}`,
  same: (a, b) => removeAppRoleAssignments.keyOf(a) === removeAppRoleAssignments.keyOf(b),

  inspect,

  plan: (found, context) => found.map((one) => planned(one, context)),

  async apply({ from }, { leaver, systems }) {
    await systems.graph.delete(graphPath`/users/${leaver.id}/appRoleAssignments/${opaque(from.id)}`);
  },

  async rollback({ from }, context) {
    const there = await inspect(context);
    if (there.some((one) => removeAppRoleAssignments.keyOf(one) === removeAppRoleAssignments.keyOf(from)))
      return;
    const { principalId, resourceId, appRoleId } = from;
    const path = graphPath`/users/${context.leaver.id}/appRoleAssignments`;
    await context.systems.graph.post(path, { principalId, resourceId, appRoleId });
  },
};

function inspect({ leaver, systems }: Context): Promise<readonly AppRoleAssignment[]> {
  return systems.graph.list(graphPath`/users/${leaver.id}/appRoleAssignments`, appRoleAssignment);
}

/** Graph lists what the person's groups open too; that goes with the membership. */
function planned(found: AppRoleAssignment, { leaver }: PlanContext): Planned<AppRoleAssignment> {
  const key = removeAppRoleAssignments.keyOf(found);
  const app = found.resourceDisplayName ?? found.resourceId;
  if (found.principalType === 'User' && found.principalId === leaver.id) {
    return { kind: 'change', key, what: `Remove access to ${app}`, from: found, to: null };
  }
  const group = found.principalDisplayName ?? found.principalId;
  return {
    kind: 'skipped',
    key,
    what: `Access to ${app}`,
    why: `comes with the group ${group} and goes with it`,
  };
}
