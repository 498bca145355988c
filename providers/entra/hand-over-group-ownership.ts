import type { Action, Context, PlanContext, Planned } from '../action.ts';
import { nounOf, whyNotHere } from './group-kind.ts';
import { graphPath } from './graph-path.ts';
import { isAbsent } from '../provider-error.ts';
import { addOwner, isBetweenOwners, readOwners, removeOwner } from './owners.ts';
import { ownedGroup, readGroupIds, readOwnedGroups, type OwnedGroup } from './read-owned-groups.ts';
import { addReference } from './references.ts';
import { endTeamOwnership, isTeamOwner, makeTeamOwner, removeTeamMember } from './team-owners.ts';

/** The successor is owner, and seen to be, before the leaver's ownership ends: no group is ever without an owner. */
export const handOverGroupOwnership: Action<OwnedGroup> = {
  id: 'entra.hand-over-group-ownership',
  title: 'Hand over groups and teams',
  step: 'data-transfer',
  system: 'entra',
  permissions: ['graph/Directory.Read.All', 'graph/Group.ReadWrite.All', 'graph/TeamMember.ReadWrite.All'],
  item: ownedGroup,
  keyOf: (group) => group.id,

  inspect: readOwnedGroups,

  plan: (found, context) =>
    found.filter((group) => group.owners.includes(context.leaver.id)).map((group) => planned(group, context)),

  async apply({ from }, context) {
    const heir = newOwner(from);
    if (heir !== null) await makeOwner(from, heir, context);
    await endOwnership(from, context.leaver.id, context);
  },

  isPartWay: (now, { from }) => isBetweenOwners(now, from, newOwner(from)),

  // Planning again would say nothing about the successor.
  async verify({ from }, context) {
    const heir = newOwner(from);
    try {
      return (await hasEnded(from, context)) && (heir === null || (await isInPlace(from, heir, context)));
    } catch (error) {
      if (isAbsent(error)) return true;
      throw error;
    }
  },

  async rollback({ from }, context) {
    await makeOwner(from, context.leaver.id, context, 'owner only');
    const heir = newOwner(from);
    if (heir !== null) await takeBack(from, heir, context);
  },
};

/** The successor, unless the group is theirs already. */
function newOwner({ owners, successor }: OwnedGroup): string | null {
  return successor && !owners.includes(successor.id) ? successor.id : null;
}

function planned(group: OwnedGroup, { leaver }: PlanContext): Planned<OwnedGroup> {
  const { id: key, name, successor } = group;
  const noun = nounOf(group.kind);
  const why = obstacle(group, leaver.id);
  if (why) return { kind: 'skipped', key, what: `Owner of the ${noun} ${name}`, why };
  const what =
    successor && newOwner(group)
      ? `Make ${successor.name} owner of the ${noun} ${name}, then end ${leaver.name}’s ownership`
      : `End ${leaver.name}’s ownership of the ${noun} ${name}, which has other owners`;
  return { kind: 'change', key, what, from: group, to: null };
}

/** The owners of a group with a membership rule are people's choice all the same. */
function obstacle({ kind, owners, successor }: OwnedGroup, leaverId: string): string | null {
  const fixed = kind === 'dynamic' ? null : whyNotHere(kind);
  const alone = owners.every((id) => id === leaverId);
  return fixed ?? (alone && !successor ? 'has no other owner, and nobody is named to take it over' : null);
}

async function makeOwner(
  group: OwnedGroup,
  id: string,
  { systems: { graph } }: Context,
  how?: 'owner only',
): Promise<void> {
  if (group.kind === 'team') return makeTeamOwner(graph, group.id, id);
  const joins = how === undefined && group.kind !== 'dynamic';
  if (joins) await addReference(graph, graphPath`/groups/${group.id}/members/$ref`, id);
  await addOwner(graph, graphPath`/groups/${group.id}/owners`, id);
}

async function hasEnded({ id }: OwnedGroup, { leaver, systems: { graph } }: Context): Promise<boolean> {
  return !(await readOwners(graph, graphPath`/groups/${id}/owners`)).includes(leaver.id);
}

/** As `makeOwner` makes it: an owner, and in the group where that is not the rule's business. */
async function isInPlace(
  { id, kind }: OwnedGroup,
  heir: string,
  { systems: { graph } }: Context,
): Promise<boolean> {
  if (kind === 'team') return isTeamOwner(graph, id, heir);
  const owners = await readOwners(graph, graphPath`/groups/${id}/owners`);
  return owners.includes(heir) && (kind === 'dynamic' || (await readGroupIds(graph, heir)).has(id));
}

async function endOwnership(group: OwnedGroup, id: string, { systems: { graph } }: Context): Promise<void> {
  const known = group.kind === 'team' && (await endTeamOwnership(graph, group.id, id));
  // Somebody who owns the group without being in the team is owner on the group's side only.
  if (!known) await removeOwner(graph, graphPath`/groups/${group.id}/owners/${id}`);
}

/** Leaves the successor what they had before. */
async function takeBack(group: OwnedGroup, id: string, context: Context): Promise<void> {
  const { graph } = context.systems;
  const stays = group.successor?.isMember ?? true;
  if (group.kind === 'team' && !stays) return removeTeamMember(graph, group.id, id);
  await endOwnership(group, id, context);
  const joined = !stays && group.kind !== 'dynamic';
  if (joined) await graph.delete(graphPath`/groups/${group.id}/members/${id}/$ref`);
}
