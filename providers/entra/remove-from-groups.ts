import type { Action, PlanContext, Planned } from '../action.ts';
import { nounOf, whyNotHere } from './group-kind.ts';
import { graphPath } from './graph-path.ts';
import { beforeLicencesGo, lossOf, oneDriveNote } from './licence-products.ts';
import { membership, readMemberships, readMembershipsPermission, type Membership } from './read-groups.ts';
import { addReference } from './references.ts';

/** Ends direct memberships, also those behind teams: what the group opens closes at once, Teams' own list follows. */
export const removeFromGroups: Action<Membership> = {
  id: 'entra.remove-from-groups',
  title: 'Remove from Entra and Microsoft 365 groups',
  step: 'group-memberships',
  system: 'entra',
  permissions: [readMembershipsPermission, 'graph/GroupMember.ReadWrite.All'],
  after: ['entra.hand-over-group-ownership'],
  item: membership,
  keyOf: (group) => group.id,

  inspect: ({ leaver, systems }) => readMemberships(systems.graph, leaver.id),

  plan: (found, context) => found.map((group) => planned(group, context)),

  async apply({ from }, { leaver, systems }) {
    await systems.graph.delete(graphPath`/groups/${from.id}/members/${leaver.id}/$ref`);
  },

  async rollback({ from }, { leaver, systems }) {
    await addReference(systems.graph, graphPath`/groups/${from.id}/members/$ref`, leaver.id);
  },
};

function planned(group: Membership, { choices }: PlanContext): Planned<Membership> {
  const noun = nounOf(group.kind);
  const why = whyNotHere(group.kind);
  if (why) return { kind: 'skipped', key: group.id, what: `Member of the ${noun} ${group.name}`, why };
  const change = { kind: 'change', key: group.id, from: group, to: null } as const;
  if (group.licences.length === 0) return { ...change, what: `Remove from the ${noun} ${group.name}` };
  const products = group.licences.map((one) => one.product).join(', ');
  return {
    ...change,
    what: `Remove from the ${noun} ${group.name}, which gives the licences ${products}${oneDriveNote(group.licences)}`,
    after: beforeLicencesGo,
    ...lossOf(group.licences, choices),
  };
}
