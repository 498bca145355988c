import { z } from 'zod';
import { builtInRoles, type AzureState, type SandboxAssignment } from './azure-state.ts';
import type { Company } from './company.ts';
import { people } from './people.ts';
import { refuse } from './refuse.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

const read = 'azure/Microsoft.Authorization/roleAssignments/read';
const provider = 'providers/Microsoft.Authorization';

/** Operations of the sandbox's Azure Resource Manager. */
export const azureRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/subscriptions',
    // No permission needed: Azure lists what the caller may see, which is nothing for one who has no role.
    anyOf: [],
    system: 'azure',
    handle: (request, { azure }) => ({
      status: 200,
      body: { value: request.granted.includes(read) ? azure.subscriptions.map(subscriptionRow) : [] },
    }),
  },
  {
    method: 'GET',
    path: `/:scope*/${provider}/roleAssignments`,
    anyOf: [read],
    system: 'azure',
    handle: listAssignments,
  },
  {
    method: 'GET',
    path: `/:scope*/${provider}/roleAssignments/:name`,
    anyOf: [read],
    system: 'azure',
    handle: readAssignment,
  },
  {
    method: 'PUT',
    path: `/:scope*/${provider}/roleAssignments/:name`,
    anyOf: ['azure/Microsoft.Authorization/roleAssignments/write'],
    system: 'azure',
    handle: putAssignment,
  },
  {
    method: 'DELETE',
    path: `/:scope*/${provider}/roleAssignments/:name`,
    anyOf: ['azure/Microsoft.Authorization/roleAssignments/delete'],
    system: 'azure',
    handle: deleteAssignment,
  },
  ...[`/${provider}/roleDefinitions/:name`, `/:scope*/${provider}/roleDefinitions/:name`].map(
    (path): Route => ({
      method: 'GET',
      path,
      anyOf: ['azure/Microsoft.Authorization/roleDefinitions/read'],
      system: 'azure',
      handle: readRole,
    }),
  ),
];

/** Older versions leave out conditions, so the product must never ask with one. */
const apiVersion = '2022-04-01';

function refuseVersion({ query }: SandboxRequest): SandboxAnswer | null {
  if (query.get('api-version') === apiVersion) return null;
  return refuse('azure', 400, 'InvalidApiVersionParameter', 'The api-version is invalid here.');
}

function subscriptionRow({ id, name }: AzureState['subscriptions'][number]) {
  return { id: `/subscriptions/${id}`, subscriptionId: id, displayName: name, state: 'Enabled' };
}

/** Rows at, above and below the scope, as Azure lists them for `principalId eq`. */
function listAssignments(request: SandboxRequest, { azure }: Company): SandboxAnswer {
  const principal = /^principalId eq '([0-9a-f-]+)'$/i.exec(request.query.get('$filter') ?? '')?.[1];
  const subscription = azure.subscriptions.find((one) => same(scopeOf(request), `/subscriptions/${one.id}`));
  if (!subscription) return refuse('azure', 404, 'SubscriptionNotFound', 'The subscription was not found.');
  if (!principal) return refuse('azure', 400, 'InvalidFilter', 'The filter is not supported.');
  const rows = azure.assignments.filter(
    (row) => same(row.principalId, principal) && touches(row.scope, subscription),
  );
  return refuseVersion(request) ?? { status: 200, body: { value: rows.map(shown) } };
}

function touches(scope: string, { id, parent }: AzureState['subscriptions'][number]): boolean {
  return same(scope, parent) || `${scope.toLowerCase()}/`.startsWith(`/subscriptions/${id}/`.toLowerCase());
}

function readAssignment(request: SandboxRequest, { azure }: Company): SandboxAnswer {
  const row = azure.assignments.find((one) => isAt(one, request));
  if (row) return refuseVersion(request) ?? { status: 200, body: shown(row) };
  return refuse('azure', 404, 'RoleAssignmentNotFound', 'The role assignment was not found.');
}

const wanted = z.object({
  properties: z.object({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    principalType: z.enum(['User', 'Group']),
    condition: z.string().nullish().default(null),
    conditionVersion: z.string().nullish().default(null),
    description: z.string().nullish().default(null),
  }),
});

function putAssignment(request: SandboxRequest, { azure }: Company): SandboxAnswer {
  const parsed = wanted.safeParse(request.body);
  if (!parsed.success) return refuse('azure', 400, 'InvalidRequestContent', parsed.error.message);
  const row = {
    ...parsed.data.properties,
    name: request.params['name'] ?? '',
    scope: scopeOf(request),
  } as SandboxAssignment;
  const named = azure.assignments.find((one) => isAt(one, request));
  const refusal = refuseVersion(request) ?? refusePut(row, named, azure);
  if (refusal) return refusal;
  const others = azure.assignments.filter((one) => one !== named);
  azure.assignments = [...others, row].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { status: named ? 200 : 201, body: shown(row) };
}

function refusePut(
  row: SandboxAssignment,
  named: SandboxAssignment | undefined,
  azure: AzureState,
): SandboxAnswer | null {
  if (row.principalType === 'User' && !people.some((one) => same(one.id, row.principalId))) {
    return refuse('azure', 400, 'PrincipalNotFound', 'The principal does not exist in the directory.');
  }
  if (named && grant(named) !== grant(row)) {
    return refuse(
      'azure',
      400,
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    );
  }
  if (!named && azure.assignments.some((one) => grant(one) === grant(row))) {
    return refuse('azure', 409, 'RoleAssignmentExists', 'The role assignment already exists.');
  }
  return null;
}

/** What an assignment grants to whom and where: there is only one of each. */
function grant({ scope, roleDefinitionId, principalId }: SandboxAssignment): string {
  return `${scope} ${roleDefinitionId.slice(-36)} ${principalId}`.toLowerCase();
}

function deleteAssignment(request: SandboxRequest, { azure }: Company): SandboxAnswer {
  const row = azure.assignments.find((one) => isAt(one, request));
  if (!row) return { status: 204 };
  if (isLastOwner(row, azure)) {
    return refuse('azure', 400, 'BadRequest', 'Cannot delete the last RBAC admin assignment.');
  }
  azure.assignments = azure.assignments.filter((one) => one !== row);
  return { status: 200, body: shown(row) };
}

function isLastOwner(row: SandboxAssignment, { assignments }: AzureState): boolean {
  const isOwner = ({ scope, roleDefinitionId }: SandboxAssignment): boolean =>
    same(scope, row.scope) && roleDefinitionId.endsWith(builtInRoles.Owner);
  const isSubscription = /^\/subscriptions\/[^/]+$/.test(row.scope);
  return isSubscription && isOwner(row) && assignments.filter(isOwner).length === 1;
}

function readRole(request: SandboxRequest): SandboxAnswer {
  const found = Object.entries(builtInRoles).find(([, id]) => id === request.params['name']);
  if (!found) return refuse('azure', 404, 'RoleDefinitionDoesNotExist', 'There is no such role.');
  const [roleName, name] = found;
  return { status: 200, body: { name, properties: { roleName, type: 'BuiltInRole' } } };
}

function shown({ name, scope, ...properties }: SandboxAssignment) {
  const id = `${scope}/${provider}/roleAssignments/${name}`;
  return { id, name, type: 'Microsoft.Authorization/roleAssignments', properties: { scope, ...properties } };
}

function scopeOf(request: SandboxRequest): string {
  return `/${request.params['scope'] ?? ''}`;
}

function isAt(row: SandboxAssignment, request: SandboxRequest): boolean {
  return same(row.scope, scopeOf(request)) && same(row.name, request.params['name'] ?? '');
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
