import { z } from 'zod';
import { guid } from '../leaver.ts';
import type { Context } from '../action.ts';
import type { Graph } from '../systems.ts';
import { graphGroup, groupFields, groupKinds, kindOf } from './group-kind.ts';
import { graphPath } from './graph-path.ts';
import { listOfType } from './of-type.ts';
import { readOwners } from './owners.ts';

/** A group or team which the leaver owns. */
export const ownedGroup = z.object({
  id: guid,
  name: z.string(),
  kind: z.enum(groupKinds),
  /** All people who own it, the leaver included. */
  owners: z.array(guid),
  /** Who takes over, and whether they are a direct member already; an owner should be one. */
  successor: z.object({ id: guid, name: z.string(), isMember: z.boolean() }).nullable(),
});
export type OwnedGroup = z.infer<typeof ownedGroup>;

export async function readOwnedGroups({ leaver, choices, systems }: Context): Promise<readonly OwnedGroup[]> {
  const { graph } = systems;
  const heir = choices.successor;
  const path = `${graphPath`/users/${leaver.id}/ownedObjects`}?$select=${groupFields}`;
  const [groups, memberships] = await Promise.all([
    listOfType(graph, path, { type: 'group', schema: graphGroup }),
    heir ? readGroupIds(graph, heir.id) : new Set<string>(),
  ]);
  return Promise.all(
    groups.map(async (group) => ({
      id: group.id,
      name: group.displayName,
      kind: kindOf(group),
      owners: [...(await readOwners(graph, graphPath`/groups/${group.id}/owners`))],
      successor: heir && { id: heir.id, name: heir.name, isMember: memberships.has(group.id) },
    })),
  );
}

export function readOwnedGroupIds(graph: Graph, userId: string): Promise<ReadonlySet<string>> {
  return idsOfGroups(graph, graphPath`/users/${userId}/ownedObjects`);
}

/** Groups the person is in directly. */
export function readGroupIds(graph: Graph, userId: string): Promise<ReadonlySet<string>> {
  return idsOfGroups(graph, graphPath`/users/${userId}/memberOf`);
}

async function idsOfGroups(graph: Graph, path: string): Promise<ReadonlySet<string>> {
  const schema = z.object({ id: guid });
  const groups = await listOfType(graph, `${path}?$select=id`, { type: 'group', schema });
  return new Set(groups.map((group) => group.id));
}
