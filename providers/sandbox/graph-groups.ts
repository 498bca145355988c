import type { Company } from './company.ts';
import { directoryObjects, listed, type DirectoryObject } from './directory-object.ts';
import { notFound, ok } from './graph-answer.ts';
import { filtered, page, type Filterable } from './graph-collection.ts';
import { transitiveMembers } from './graph-membership.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphState } from './graph-state.ts';
import type { GraphGroup } from './graph-things.ts';
import { badSelection, selection, view } from './graph-view.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

const filterable: Filterable = {
  resource: 'Group',
  properties: ['id', 'displayName', 'mail', 'mailNickname', 'securityEnabled', 'mailEnabled', 'groupTypes'],
  advanced: ['onPremisesSamAccountName', 'onPremisesSecurityIdentifier'],
};

export const groupRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1.0/groups', anyOf: permissions.readGroup, system: 'graph', handle: list },
  {
    method: 'GET',
    path: '/v1.0/groups/:id',
    anyOf: permissions.readGroup,
    system: 'graph',
    handle: (request, company) =>
      withGroup(
        request,
        company,
        (group) => badSelection(request, 'group', group) ?? ok(view('group', group, selection(request))),
      ),
  },
  people('members', permissions.readMembers, (graph, id) => directoryObjects(graph, graph.members[id] ?? [])),
  people('owners', permissions.readOwners, (graph, id) => directoryObjects(graph, graph.owners[id] ?? [])),
  people('transitiveMembers', permissions.readMembers, transitiveMembers),
];

/** The group of `:id`. */
export function withGroup(
  { params }: SandboxRequest,
  { graph }: Pick<Company, 'graph'>,
  use: (group: GraphGroup) => SandboxAnswer,
): SandboxAnswer {
  const group = graph.groups.find((one) => one.id === params['id']?.toLowerCase());
  return group ? use(group) : notFound(params['id'] ?? '');
}

function list(request: SandboxRequest, { graph }: Company): SandboxAnswer {
  const sample = graph.groups[0];
  const refused = sample && badSelection(request, 'group', sample);
  if (refused) return refused;
  const found = filtered(graph.groups, request, filterable);
  if ('refused' in found) return found.refused;
  const groups = found.things.map((group) => view('group', group, selection(request)));
  return page(groups, request, '/groups');
}

function people(
  name: string,
  anyOf: Route['anyOf'],
  find: (graph: GraphState, id: string) => readonly DirectoryObject[],
): Route {
  return {
    method: 'GET',
    path: `/v1.0/groups/:id/${name}`,
    anyOf,
    system: 'graph',
    handle: (request, company) =>
      withGroup(request, company, (group) => {
        const rows = find(company.graph, group.id).map((one) => listed(one, request));
        return page(rows, request, `/groups/${group.id}/${name}`);
      }),
  };
}
