import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { badRequest, noContent, notFound } from './graph-answer.ts';
import { page } from './graph-collection.ts';
import { defaultAccess } from './graph-fresh-grants.ts';
import { directGroups } from './graph-membership.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphState } from './graph-state.ts';
import type { GraphAppRoleAssignment, GraphServicePrincipal, GraphUser } from './graph-things.ts';
import { withUser } from './graph-users.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

export const appRoleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/users/:id/appRoleAssignments',
    anyOf: permissions.readAppRoles,
    system: 'graph',
    handle: (request, company) =>
      withUser(request, company, (user) =>
        page(ofUser(company.graph, user), request, `/users/${user.id}/appRoleAssignments`),
      ),
  },
  {
    method: 'POST',
    path: '/v1.0/users/:id/appRoleAssignments',
    anyOf: permissions.writeAppRoles,
    system: 'graph',
    handle: (request, company) => withUser(request, company, (user) => assign(request, company.graph, user)),
  },
  {
    method: 'DELETE',
    path: '/v1.0/users/:id/appRoleAssignments/:assignment',
    anyOf: permissions.writeAppRoles,
    system: 'graph',
    handle: (request, company) =>
      withUser(request, company, (user) =>
        remove(request, company.graph, (row) => row.principalId === user.id),
      ),
  },
  {
    method: 'GET',
    path: '/v1.0/servicePrincipals/:id/appRoleAssignedTo',
    anyOf: permissions.readAppRolesOfApp,
    system: 'graph',
    handle: (request, { graph }) => assignedTo(request, graph),
  },
  {
    method: 'DELETE',
    path: '/v1.0/servicePrincipals/:id/appRoleAssignedTo/:assignment',
    anyOf: permissions.writeAppRolesOfApp,
    system: 'graph',
    handle: (request, { graph }) => remove(request, graph, (row) => row.resourceId === request.params['id']),
  },
];

/** His own, and those of the groups he is directly in; the latter say `principalType: Group`. */
function ofUser(graph: GraphState, user: GraphUser): GraphAppRoleAssignment[] {
  const principals = new Set([user.id, ...directGroups(graph, user.id).map((group) => group.id)]);
  return graph.appRoleAssignments.filter((row) => principals.has(row.principalId));
}

function assignedTo(request: SandboxRequest, graph: GraphState): SandboxAnswer {
  const id = request.params['id'] ?? '';
  if (!graph.servicePrincipals.some((one) => one.id === id)) return notFound(id);
  const rows = graph.appRoleAssignments.filter((row) => row.resourceId === id);
  return page(rows, request, `/servicePrincipals/${id}/appRoleAssignedTo`);
}

const wanted = z.strictObject({ principalId: z.guid(), resourceId: z.guid(), appRoleId: z.guid() });

function assign({ body, now }: SandboxRequest, graph: GraphState, user: GraphUser): SandboxAnswer {
  const parsed = wanted.safeParse(body);
  if (!parsed.success || parsed.data.principalId !== user.id) {
    return badRequest('Invalid principalId, resourceId or appRoleId.');
  }
  const { resourceId, appRoleId } = parsed.data;
  const app = graph.servicePrincipals.find((one) => one.id === resourceId);
  if (!app) return notFound(resourceId);
  if (!declares(app, appRoleId)) {
    return badRequest('Permission being assigned was not found on application.');
  }
  const same = (row: GraphAppRoleAssignment) =>
    row.principalId === user.id && row.resourceId === resourceId && row.appRoleId === appRoleId;
  if (graph.appRoleAssignments.some(same)) {
    return badRequest('Permission being assigned already exists on the object.');
  }
  const row: GraphAppRoleAssignment = {
    id: randomBytes(24).toString('base64url'),
    appRoleId,
    createdDateTime: now.toISOString(),
    principalId: user.id,
    principalDisplayName: user.displayName,
    principalType: 'User',
    resourceId,
    resourceDisplayName: app.displayName,
  };
  graph.appRoleAssignments.push(row);
  return { status: 201, body: row };
}

function declares(app: GraphServicePrincipal, appRoleId: string): boolean {
  return appRoleId === defaultAccess || app.appRoles.some((role) => role.id === appRoleId);
}

function remove(
  { params }: SandboxRequest,
  graph: GraphState,
  isHere: (row: GraphAppRoleAssignment) => boolean,
): SandboxAnswer {
  const id = params['assignment'] ?? '';
  const found = graph.appRoleAssignments.find((row) => row.id === id && isHere(row));
  if (!found) return notFound(id);
  graph.appRoleAssignments = graph.appRoleAssignments.filter((row) => row !== found);
  return noContent;
}
