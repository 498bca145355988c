import type { Company } from './company.ts';
import { directoryObject, directoryObjects, listed } from './directory-object.ts';
import { badRequest, noContent, notFound, ok } from './graph-answer.ts';
import { filtered, page } from './graph-collection.ts';
import { permissions } from './graph-permissions.ts';
import { alreadyThere, badReference, referencedId } from './graph-reference.ts';
import { badSelection, selection, view } from './graph-view.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

type Apps = 'applications' | 'servicePrincipals';

/** App registrations and service principals have the same operations. */
function appRoutes(apps: Apps): Route[] {
  const path = `/v1.0/${apps}/:id`;
  const read = { anyOf: permissions.readApp, system: 'graph' } as const;
  const write = { anyOf: permissions.writeAppOwners, system: 'graph' } as const;
  return [
    {
      method: 'GET',
      path: `/v1.0/${apps}`,
      ...read,
      handle: (request, company) => list(request, company, apps),
    },
    { method: 'GET', path, ...read, handle: (request, company) => show(request, company, apps) },
    {
      method: 'GET',
      path: `${path}/owners`,
      ...read,
      handle: (request, company) =>
        withApp(request, company, apps, (id) => owners(request, company, apps, id)),
    },
    {
      method: 'POST',
      path: `${path}/owners/$ref`,
      ...write,
      handle: (request, company) => withApp(request, company, apps, (id) => add(request, company, id)),
    },
    {
      method: 'DELETE',
      path: `${path}/owners/:owner/$ref`,
      ...write,
      handle: (request, company) => withApp(request, company, apps, (id) => remove(request, company, id)),
    },
  ];
}

export const applicationRoutes: readonly Route[] = [
  ...appRoutes('applications'),
  ...appRoutes('servicePrincipals'),
];

function withApp(
  { params }: SandboxRequest,
  { graph }: Company,
  apps: Apps,
  use: (id: string) => SandboxAnswer,
): SandboxAnswer {
  const id = params['id']?.toLowerCase() ?? '';
  return graph[apps].some((one) => one.id === id) ? use(id) : notFound(id);
}

function list(request: SandboxRequest, { graph }: Company, apps: Apps): SandboxAnswer {
  const all: readonly object[] = graph[apps];
  const found = filtered(all, request, { resource: apps, properties: ['id', 'appId', 'displayName'] });
  if ('refused' in found) return found.refused;
  const rows = found.things.map((app) => view(kindOf(apps), app, selection(request)));
  return page(rows, request, `/${apps}`);
}

function show(request: SandboxRequest, company: Company, apps: Apps): SandboxAnswer {
  return withApp(request, company, apps, (id) => {
    const app = company.graph[apps].find((one) => one.id === id) ?? {};
    const kind = kindOf(apps);
    return badSelection(request, kind, app) ?? ok(view(kind, app, selection(request)));
  });
}

function kindOf(apps: Apps): 'application' | 'servicePrincipal' {
  return apps === 'applications' ? 'application' : 'servicePrincipal';
}

function owners(request: SandboxRequest, { graph }: Company, apps: Apps, id: string): SandboxAnswer {
  const rows = directoryObjects(graph, graph.owners[id] ?? []).map((one) => listed(one, request));
  return page(rows, request, `/${apps}/${id}/owners`);
}

function add({ body }: SandboxRequest, { graph }: Company, id: string): SandboxAnswer {
  const owner = referencedId(body);
  if (owner === null) return badRequest(badReference);
  if (!directoryObject(graph, owner)) return notFound(owner);
  const there = graph.owners[id] ?? [];
  if (there.includes(owner)) return badRequest(alreadyThere('owners'));
  graph.owners[id] = [...there, owner];
  return noContent;
}

/** Unlike a group, an application may lose its last owner. */
function remove({ params }: SandboxRequest, { graph }: Company, id: string): SandboxAnswer {
  const owner = params['owner']?.toLowerCase() ?? '';
  const there = graph.owners[id] ?? [];
  if (!there.includes(owner)) return notFound(owner);
  graph.owners[id] = there.filter((one) => one !== owner);
  return noContent;
}
