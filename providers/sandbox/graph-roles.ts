import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Company } from './company.ts';
import { badRequest, noContent, notFound, ok } from './graph-answer.ts';
import { filtered, page } from './graph-collection.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphState } from './graph-state.ts';
import type { GraphRoleAssignment } from './graph-things.ts';
import { refuse } from './refuse.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

const base = '/v1.0/roleManagement/directory';

export const roleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${base}/roleAssignments`,
    anyOf: permissions.readRoleAssignments,
    system: 'graph',
    handle: (request, { graph }) => list(request, graph, 'roleAssignments', graph.roleAssignments),
  },
  schedules(
    'roleEligibilitySchedules',
    permissions.readEligibleRoles,
    (graph) => graph.roleEligibilitySchedules,
  ),
  schedules('roleAssignmentSchedules', permissions.readActiveRoles, (graph) => graph.roleAssignments),
  {
    method: 'GET',
    path: `${base}/roleDefinitions`,
    anyOf: permissions.readRoleAssignments,
    system: 'graph',
    handle: (request, { graph }) => {
      const properties = ['id', 'displayName', 'templateId'];
      const found = filtered(graph.roleDefinitions, request, { resource: 'RoleDefinition', properties });
      if ('refused' in found) return found.refused;
      return page(found.things, request, '/roleManagement/directory/roleDefinitions');
    },
  },
  {
    method: 'GET',
    path: `${base}/roleDefinitions/:id`,
    anyOf: permissions.readRoleAssignments,
    system: 'graph',
    handle({ params }, { graph }) {
      const found = graph.roleDefinitions.find((one) => one.id === params['id']);
      return found ? ok(found) : notFound(params['id'] ?? '');
    },
  },
  {
    method: 'POST',
    path: `${base}/roleAssignments`,
    anyOf: permissions.writeRoleAssignments,
    system: 'graph',
    handle: assign,
  },
  {
    method: 'DELETE',
    path: `${base}/roleAssignments/:id`,
    anyOf: permissions.writeRoleAssignments,
    system: 'graph',
    handle: remove,
  },
];

function schedules(
  name: string,
  anyOf: Route['anyOf'],
  rows: (graph: GraphState) => readonly GraphRoleAssignment[],
): Route {
  return {
    method: 'GET',
    path: `${base}/${name}`,
    anyOf,
    system: 'graph',
    handle(request, { graph }) {
      return list(request, graph, name, rows(graph).map(asSchedule));
    },
  };
}

function asSchedule(row: GraphRoleAssignment): GraphRoleAssignment {
  return Object.assign({ memberType: 'Direct', status: 'Provisioned' }, row);
}

function list(
  request: SandboxRequest,
  graph: GraphState,
  name: string,
  rows: readonly GraphRoleAssignment[],
): SandboxAnswer {
  const properties = ['principalId', 'roleDefinitionId', 'directoryScopeId'];
  const found = filtered(rows, request, { resource: 'RoleAssignment', properties });
  if ('refused' in found) return found.refused;
  const expands = request.query.get('$expand')?.split(',').includes('roleDefinition') === true;
  const shown = expands ? found.things.map((row) => withDefinition(graph, row)) : found.things;
  return page(shown, request, `/roleManagement/directory/${name}`);
}

function withDefinition(graph: GraphState, row: GraphRoleAssignment): object {
  return { ...row, roleDefinition: graph.roleDefinitions.find((one) => one.id === row.roleDefinitionId) };
}

const wanted = z.looseObject({
  principalId: z.guid(),
  roleDefinitionId: z.guid(),
  directoryScopeId: z.string().startsWith('/'),
});

function assign({ body }: SandboxRequest, { graph }: Company): SandboxAnswer {
  const parsed = wanted.safeParse(body);
  if (!parsed.success) return badRequest('principalId, roleDefinitionId and directoryScopeId are required.');
  const { principalId, roleDefinitionId, directoryScopeId } = parsed.data;
  const same = graph.roleAssignments.some(
    (row) => row.principalId === principalId && row.roleDefinitionId === roleDefinitionId,
  );
  if (same) return refuse('graph', 400, 'Request_BadRequest', 'A conflicting object already exists.');
  const id = randomBytes(24).toString('base64url');
  const row = { id, principalId, roleDefinitionId, directoryScopeId };
  graph.roleAssignments.push(row);
  return { status: 201, body: row };
}

function remove({ params }: SandboxRequest, { graph }: Company): SandboxAnswer {
  const found = graph.roleAssignments.find((row) => row.id === params['id']);
  if (!found) return notFound(params['id'] ?? '');
  graph.roleAssignments = graph.roleAssignments.filter((row) => row !== found);
  return noContent;
}
