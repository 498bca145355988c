import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Action, PlanContext, Planned } from '../action.ts';
import { nounOf, whyNotHere } from './group-kind.ts';
import { graphPath } from './graph-path.ts';
import { beforeLeaving, groupLicencesNote, lossOf } from './licence-products.ts';
import { membership, readMemberships, readMembershipsPermission } from './read-groups.ts';
import { readOwnedGroupIds } from './read-owned-groups.ts';
import { addReference } from './references.ts';

const item = membership.extend({
  /**
   * The leaver owns it, for now. Only for the order, never part of a change: handing the group over meanwhile is
   * what was approved, not something else.
   */
  owned: z.boolean().optional(),
});
type Item = z.infer<typeof item>;

/** Ends direct memberships, also those behind teams: what the group opens closes at once, Teams' own list follows. */
export const removeFromGroups: Action<Item> = {
  id: 'entra.remove-from-groups',
  title: 'Remove from Entra and Microsoft 365 groups',
  step: 'group-memberships',
  system: 'entra',
  permissions: [readMembershipsPermission, 'graph/GroupMember.ReadWrite.All'],
  item,
  keyOf: (group) => group.id,
  same: (a, b) => isDeepStrictEqual(membership.parse(a), membership.parse(b)),

  async inspect({ leaver, systems: { graph } }) {
    const [groups, owned] = await Promise.all([
      readMemberships(graph, leaver.id),
      readOwnedGroupIds(graph, leaver.id),
    ]);
    return groups.map((group) => Object.assign(group, { owned: owned.has(group.id) }));
  },

  plan: (found, context) => found.map((group) => planned(group, context)),

  async apply({ from }, { leaver, systems }) {
    await systems.graph.delete(graphPath`/groups/${from.id}/members/${leaver.id}/$ref`);
  },

  async rollback({ from }, { leaver, systems }) {
    await addReference(systems.graph, graphPath`/groups/${from.id}/members/$ref`, leaver.id);
  },
};

function planned({ owned, ...group }: Item, { choices }: PlanContext): Planned<Item> {
  const { id: key, name, kind, licences } = group;
  const noun = nounOf(kind);
  const why = whyNotHere(kind);
  if (why) return { kind: 'skipped', key, what: `Member of the ${noun} ${name}`, why };
  const what = `Remove from the ${noun} ${name}${groupLicencesNote(licences)}`;
  const after = [...(owned ? ['entra.hand-over-group-ownership'] : []), ...beforeLeaving(licences)];
  return {
    kind: 'change',
    key,
    what,
    from: group,
    to: null,
    ...(after.length > 0 ? { after } : {}),
    ...lossOf(licences, choices),
  };
}
