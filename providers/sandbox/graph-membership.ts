import { directoryObjects, type DirectoryObject } from './directory-object.ts';
import { groupRows, settleLicences } from './graph-licence-rows.ts';
import type { GraphState } from './graph-state.ts';
import type { GraphGroup, GraphUser } from './graph-things.ts';

/** Groups that name the object itself as a member. */
export function directGroups(graph: GraphState, id: string): GraphGroup[] {
  return graph.groups.filter((group) => graph.members[group.id]?.includes(id));
}

/** The same with the groups that those are nested in. */
export function transitiveGroups(graph: GraphState, id: string): GraphGroup[] {
  const found = new Map<string, GraphGroup>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const group of directGroups(graph, next)) {
      if (found.has(group.id)) continue;
      found.set(group.id, group);
      waiting.push(group.id);
    }
  }
  return [...found.values()];
}

export function transitiveMembers(graph: GraphState, groupId: string): DirectoryObject[] {
  const found = new Set<string>();
  const waiting = [...(graph.members[groupId] ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(graph.members[next] ?? []));
  }
  return directoryObjects(graph, [...found]);
}

/** Entra roles the principal holds himself, as `memberOf` shows them. */
export function directoryRoles(graph: GraphState, principalId: string): DirectoryObject[] {
  const held = graph.roleAssignments.filter((row) => row.principalId === principalId);
  return held.flatMap(({ roleDefinitionId }) => {
    const role = graph.roleDefinitions.find((one) => one.id === roleDefinitionId);
    if (!role) return [];
    const { displayName, templateId } = role;
    const thing = {
      id: `r-${role.id}`.slice(-36),
      displayName,
      description: null,
      roleTemplateId: templateId,
    };
    return [{ kind: 'directoryRole' as const, thing }];
  });
}

/** Whom an ordinary app may not disable, sign out or reset: role holders, members and owners of role-assignable groups. */
export function isPrivileged(graph: GraphState, id: string): boolean {
  if (graph.roleAssignments.some((row) => row.principalId === id)) return true;
  const owned = graph.groups.filter((group) => graph.owners[group.id]?.includes(id));
  return [...transitiveGroups(graph, id), ...owned].some((group) => group.isAssignableToRole === true);
}

/** Gives the user what his groups give now, and takes what they no longer give. */
export function settleGroupLicences(graph: GraphState, user: GraphUser, now: Date): void {
  const direct = user.licenseAssignmentStates.filter((row) => row.assignedByGroup === null);
  const before = user.licenseAssignmentStates.filter((row) => row.assignedByGroup !== null);
  const rows = groupRows(directGroups(graph, user.id), now.toISOString());
  const kept = rows.map(
    (row) =>
      before.find((old) => old.skuId === row.skuId && old.assignedByGroup === row.assignedByGroup) ?? row,
  );
  user.licenseAssignmentStates = [...direct, ...kept];
  settleLicences(user);
}

/** Adds a member and all that follows from it. */
export function addMember(graph: GraphState, groupId: string, id: string, now: Date): void {
  removeMember(graph, groupId, id, now);
  graph.members[groupId] = [...(graph.members[groupId] ?? []), id];
  settleLicencesOf(graph, id, now);
}

/** Takes a member, if he is one, and all that follows from it. */
export function removeMember(graph: GraphState, groupId: string, id: string, now: Date): void {
  graph.members[groupId] = (graph.members[groupId] ?? []).filter((one) => one !== id);
  settleLicencesOf(graph, id, now);
}

function settleLicencesOf(graph: GraphState, id: string, now: Date): void {
  const user = graph.users.find((one) => one.id === id);
  if (user) settleGroupLicences(graph, user, now);
}
