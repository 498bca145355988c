import { cloudGroups } from './graph-fresh-groups.ts';
import type { GraphRoleAssignment, GraphRoleDefinition } from './graph-things.ts';
import { personOf } from './people.ts';

/** Microsoft's public role template ids: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const roles = {
  globalAdministrator: ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'],
  userAdministrator: ['fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator'],
  helpdeskAdministrator: ['729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator'],
} as const;

export function freshRoleDefinitions(): GraphRoleDefinition[] {
  return Object.values(roles).map(([id, displayName]) => ({
    id,
    displayName,
    isBuiltIn: true,
    isEnabled: true,
    templateId: id,
  }));
}

function assigned(n: number, principalId: string, role: readonly [string, string]): GraphRoleAssignment {
  const id = Buffer.from(`role-assignment-${n}`).toString('base64url');
  return { id, principalId, roleDefinitionId: role[0], directoryScopeId: '/' };
}

/** Lynne Robbins holds a role herself and another through a role-assignable group. */
export function freshRoleAssignments(): GraphRoleAssignment[] {
  return [
    assigned(1, personOf('lynne.robbins').id, roles.userAdministrator),
    assigned(2, cloudGroups.helpdeskAdmins, roles.helpdeskAdministrator),
    assigned(3, personOf('breakglass').id, roles.globalAdministrator),
  ];
}
