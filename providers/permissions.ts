import { peoplePermissions } from './entra/find-people.ts';
import type { Permission } from './permission.ts';

/** What the product reads outside any action: finding people, their managers and roles, and whom not to touch. */
export const corePermissions: readonly Permission[] = sorted(Object.values(peoplePermissions).flat());

/** Everything to be granted for these actions and the product around them. */
export function permissionsOf(
  catalog: readonly { readonly permissions: readonly Permission[] }[],
): readonly Permission[] {
  return sorted([...corePermissions, ...catalog.flatMap((action) => action.permissions)]);
}

function sorted(permissions: readonly Permission[]): readonly Permission[] {
  return [...new Set(permissions)].toSorted();
}
