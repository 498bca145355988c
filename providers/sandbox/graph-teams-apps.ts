import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { badRequest, noContent, notFound, ok } from './graph-answer.ts';
import { filtered, page } from './graph-collection.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphState } from './graph-state.ts';
import type { GraphUser, InstalledTeamsApp } from './graph-things.ts';
import { withUser } from './graph-users.ts';
import { refuse } from './refuse.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';
import { botInCatalog } from './things.ts';

export const teamsAppRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/appCatalogs/teamsApps',
    anyOf: permissions.readCatalog,
    system: 'graph',
    handle(request) {
      const properties = ['id', 'externalId', 'displayName', 'distributionMethod'];
      const found = filtered([botInCatalog], request, { resource: 'TeamsApp', properties });
      return 'refused' in found ? found.refused : page(found.things, request, '/appCatalogs/teamsApps');
    },
  },
  installed('GET', '', permissions.readInstalledApps, list),
  installed('POST', '', permissions.installApp, install),
  installed('GET', '/:installation/chat', permissions.readInstalledApps, chat),
  installed('DELETE', '/:installation', permissions.installApp, remove),
];

function installed(
  method: Route['method'],
  suffix: string,
  anyOf: Route['anyOf'],
  handle: (request: SandboxRequest, graph: GraphState, user: GraphUser) => SandboxAnswer,
): Route {
  return {
    method,
    path: `/v1.0/users/:id/teamwork/installedApps${suffix}`,
    anyOf,
    system: 'graph',
    handle: (request, company) => withUser(request, company, (user) => handle(request, company.graph, user)),
  };
}

function list(request: SandboxRequest, graph: GraphState, user: GraphUser): SandboxAnswer {
  const rows = graph.installedTeamsApps
    .filter((one) => one.userId === user.id)
    .map(({ id }) => ({ id, teamsApp: botInCatalog }));
  const properties = ['teamsApp/externalId', 'teamsApp/id'];
  const found = filtered(rows, request, { resource: 'TeamsAppInstallation', properties });
  if ('refused' in found) return found.refused;
  const expands = request.query.get('$expand')?.includes('teamsApp') === true;
  const shown = expands ? found.things : found.things.map(({ id }) => ({ id }));
  return page(shown, request, `/users/${user.id}/teamwork/installedApps`);
}

const wanted = z.looseObject({ 'teamsApp@odata.bind': z.string() });

function install({ body }: SandboxRequest, graph: GraphState, user: GraphUser): SandboxAnswer {
  const link = wanted.safeParse(body).data?.['teamsApp@odata.bind'];
  const catalogId = /^https:\/\/graph\.microsoft\.com\/v1\.0\/appCatalogs\/teamsApps\/([\w-]+)$/.exec(
    link ?? '',
  )?.[1];
  if (catalogId === undefined) return badRequest("'teamsApp@odata.bind' is missing or no app.", 'BadRequest');
  if (catalogId !== botInCatalog.id) return notFound(catalogId);
  if (graph.installedTeamsApps.some((one) => one.userId === user.id)) {
    return refuse('graph', 409, 'Conflict', 'The app is already installed for the user.');
  }
  graph.installedTeamsApps.push({ id: randomBytes(24).toString('base64url'), userId: user.id, catalogId });
  return { status: 201 };
}

function installation(
  graph: GraphState,
  { params }: SandboxRequest,
  user: GraphUser,
): InstalledTeamsApp | null {
  const found = graph.installedTeamsApps.find((one) => one.id === params['installation']);
  return found?.userId === user.id ? found : null;
}

function chat(request: SandboxRequest, graph: GraphState, user: GraphUser): SandboxAnswer {
  const found = installation(graph, request, user);
  if (!found) return notFound(request.params['installation'] ?? '');
  return ok({
    id: `19:${user.id}_${botInCatalog.externalId}@unq.gbl.spaces`,
    chatType: 'oneOnOne',
    topic: null,
  });
}

function remove(request: SandboxRequest, graph: GraphState, user: GraphUser): SandboxAnswer {
  const found = installation(graph, request, user);
  if (!found) return notFound(request.params['installation'] ?? '');
  graph.installedTeamsApps = graph.installedTeamsApps.filter((one) => one !== found);
  return noContent;
}
