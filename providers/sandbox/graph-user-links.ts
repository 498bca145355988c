import { z } from 'zod';
import type { Company } from './company.ts';
import { directoryObjects, listed, type DirectoryObject } from './directory-object.ts';
import { badRequest, notFound, ok } from './graph-answer.ts';
import { isAdvanced, page } from './graph-collection.ts';
import { directGroups, directoryRoles, transitiveGroups } from './graph-membership.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphState } from './graph-state.ts';
import { withUser } from './graph-users.ts';
import { selection, view, type Kind } from './graph-view.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

type Find = (graph: GraphState, userId: string) => readonly DirectoryObject[];

/** A collection below a user, and its casts: `/users/:id/<name>` and `/users/:id/<name>/graph.<kind>`. */
function linkRoutes(name: string, anyOf: Route['anyOf'], casts: readonly Kind[], find: Find): Route[] {
  const route = (kind: Kind | null, suffix: string): Route => ({
    method: 'GET',
    path: `/v1.0/users/:id/${name}${suffix}`,
    anyOf,
    system: 'graph',
    handle: (request, company) => linked(request, company, kind, (graph, id) => find(graph, id)),
  });
  const cast = (kind: Kind) => [route(kind, `/graph.${kind}`), route(kind, `/microsoft.graph.${kind}`)];
  return [route(null, ''), ...casts.flatMap(cast)];
}

function linked(request: SandboxRequest, company: Company, kind: Kind | null, find: Find): SandboxAnswer {
  return withUser(request, company, (user) => {
    const membership = /memberOf$/i.test(request.path.split('/')[4] ?? '');
    if (kind !== null && membership && !isAdvanced(request)) return needsAdvanced;
    const found = find(company.graph, user.id).filter((one) => kind === null || one.kind === kind);
    const rows = found.map((one) => listed(one, request));
    return page(rows, request, request.path.replace(/^\/v1\.0/i, ''));
  });
}

/** A cast of a membership is an advanced query: https://learn.microsoft.com/graph/aad-advanced-queries */
const needsAdvanced = badRequest(
  "The specified filter to the reference property query is currently not supported. Use 'ConsistencyLevel: eventual' with $count=true.",
  'Request_UnsupportedQuery',
);

function groupsOf(graph: GraphState, userId: string): DirectoryObject[] {
  const groups = directGroups(graph, userId).map((thing) => ({ kind: 'group' as const, thing }));
  return [...groups, ...directoryRoles(graph, userId)];
}

function allGroupsOf(graph: GraphState, userId: string): DirectoryObject[] {
  const groups = transitiveGroups(graph, userId);
  const roles = [userId, ...groups.map((group) => group.id)].flatMap((id) => directoryRoles(graph, id));
  return [...groups.map((thing) => ({ kind: 'group' as const, thing })), ...roles];
}

function owned(graph: GraphState, userId: string): DirectoryObject[] {
  return directoryObjects(
    graph,
    Object.keys(graph.owners).filter((id) => graph.owners[id]?.includes(userId)),
  );
}

function devicesOf(links: 'deviceOwners' | 'deviceUsers'): Find {
  return (graph, userId) =>
    graph.devices
      .filter((device) => graph[links][device.id]?.includes(userId))
      .map((thing) => ({ kind: 'device' as const, thing }));
}

export const userLinkRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/users/:id/manager',
    anyOf: permissions.readUserLinks,
    system: 'graph',
    handle: manager,
  },
  ...linkRoutes('directReports', permissions.readUserLinks, [], (graph, id) =>
    directoryObjects(
      graph,
      Object.keys(graph.managers).filter((one) => graph.managers[one] === id),
    ),
  ),
  ...linkRoutes('memberOf', permissions.readMemberOf, ['group', 'directoryRole'], groupsOf),
  ...linkRoutes(
    'transitiveMemberOf',
    permissions.readTransitiveMemberOf,
    ['group', 'directoryRole'],
    allGroupsOf,
  ),
  ...linkRoutes(
    'ownedObjects',
    permissions.readUserLinks,
    ['application', 'servicePrincipal', 'group'],
    owned,
  ),
  ...linkRoutes('ownedDevices', permissions.readUserLinks, ['device'], devicesOf('deviceOwners')),
  ...linkRoutes('registeredDevices', permissions.readUserLinks, ['device'], devicesOf('deviceUsers')),
  {
    method: 'POST',
    path: '/v1.0/users/:id/checkMemberGroups',
    anyOf: permissions.checkMembership,
    system: 'graph',
    reads: () => true,
    handle: checkMemberGroups,
  },
  {
    method: 'POST',
    path: '/v1.0/users/:id/getMemberGroups',
    anyOf: permissions.checkMembership,
    system: 'graph',
    reads: () => true,
    handle: getMemberGroups,
  },
];

function manager(request: SandboxRequest, company: Company): SandboxAnswer {
  return withUser(request, company, (user) => {
    const id = company.graph.managers[user.id];
    const found = company.graph.users.find((one) => one.id === id);
    if (!found) return notFound('manager');
    return ok({ '@odata.type': '#microsoft.graph.user', ...view('user', found, selection(request)) });
  });
}

const groupIds = z.strictObject({ groupIds: z.array(z.guid()).min(1).max(20) });

function checkMemberGroups(request: SandboxRequest, company: Company): SandboxAnswer {
  return withUser(request, company, (user) => {
    const body = groupIds.safeParse(request.body);
    if (!body.success)
      return badRequest('Invalid value specified for property groupIds: 1 to 20 object ids.');
    const mine = new Set(transitiveGroups(company.graph, user.id).map((group) => group.id));
    return ok({ value: body.data.groupIds.filter((id) => mine.has(id.toLowerCase())) });
  });
}

const securityOnly = z.strictObject({ securityEnabledOnly: z.boolean() });

function getMemberGroups(request: SandboxRequest, company: Company): SandboxAnswer {
  return withUser(request, company, (user) => {
    const body = securityOnly.safeParse(request.body);
    if (!body.success) return badRequest('securityEnabledOnly is missing.');
    const mine = transitiveGroups(company.graph, user.id);
    const wanted = mine.filter((group) => group.securityEnabled || !body.data.securityEnabledOnly);
    return ok({ value: wanted.map((group) => group.id) });
  });
}
