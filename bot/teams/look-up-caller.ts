import { findGroupsAmong, listGroupUsers, readUser } from '#providers/entra/find-people.ts';
import type { Graph } from '#providers/systems.ts';
import type { Actor } from '#storage/entry.ts';
import type { Caller, Role } from '../policy/caller.ts';
import type { Roles } from '../settings/roles-config.ts';

/**
 * Who somebody is at this moment: no role is remembered, and a disabled account has none. Only the object id is
 * taken from Teams; the name is the directory's. `null`: it knows nobody of that id.
 * @throws ProviderError when the directory cannot be asked
 */
export async function lookUpCaller(graph: Graph, roles: Roles, person: Actor): Promise<Caller | null> {
  const groups = groupsOf(roles);
  const asking = findGroupsAmong(graph, person.id, [...groups.keys()]);
  // Asked at the same time, and believed only when there is such a person: of nobody the directory answers 404.
  asking.catch(() => {});
  const user = await readUser(graph, person.id);
  if (!user) return null;
  const memberOf = await asking;
  const enabled = user.accountEnabled;
  const held = enabled ? [...memberOf].map((group) => groups.get(group.toLowerCase())) : [];
  return {
    id: person.id,
    name: user.displayName ?? person.name,
    enabled,
    roles: new Set(held.filter((role) => role !== undefined)),
  };
}

function groupsOf({ operatorsGroupId, auditorsGroupId }: Roles): ReadonlyMap<string, Role> {
  const groups = new Map<string, Role>([[operatorsGroupId.toLowerCase(), 'operator']]);
  if (auditorsGroupId !== null) groups.set(auditorsGroupId.toLowerCase(), 'auditor');
  return groups;
}

/** Operators who could answer a request: those whose account is enabled. */
export async function listOperators(graph: Graph, roles: Roles): Promise<readonly Actor[]> {
  const users = await listGroupUsers(graph, roles.operatorsGroupId);
  return users
    .filter(({ accountEnabled }) => accountEnabled)
    .map(({ id, displayName, userPrincipalName }) => ({ id, name: displayName ?? userPrincipalName }));
}
