import { z } from 'zod';
import { badRequest, forbidden, masteredOnPremises, noContent, notFound, ok } from './graph-answer.ts';
import { filtered, page, type Filterable } from './graph-collection.ts';
import { isPrivileged } from './graph-membership.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphState } from './graph-state.ts';
import type { GraphUser } from './graph-things.ts';
import { badSelection, selection, view } from './graph-view.ts';
import type { Company } from './company.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

const filterable: Filterable = {
  resource: 'User',
  properties: [
    'id',
    'userPrincipalName',
    'mail',
    'displayName',
    'onPremisesImmutableId',
    'accountEnabled',
  ].concat(['employeeId', 'mailNickname', 'proxyAddresses', 'givenName', 'surname', 'userType']),
  advanced: ['onPremisesSamAccountName', 'onPremisesSecurityIdentifier', 'companyName'],
};

export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/users',
    anyOf: permissions.readUser,
    system: 'graph',
    handle: list,
  },
  {
    method: 'GET',
    path: '/v1.0/users/:id',
    anyOf: permissions.readUser,
    system: 'graph',
    handle: (request, company) => withUser(request, company, (user) => show(request, user)),
  },
  {
    method: 'PATCH',
    path: '/v1.0/users/:id',
    anyOf: permissions.updateUser,
    system: 'graph',
    handle: (request, { graph }) => withUser(request, { graph }, (user) => update(request, graph, user)),
  },
  {
    method: 'DELETE',
    path: '/v1.0/users/:id',
    anyOf: permissions.deleteUser,
    system: 'graph',
    handle: (request, { graph }) => withUser(request, { graph }, (user) => deleteUser(graph, user.id)),
  },
  {
    method: 'POST',
    path: '/v1.0/users/:id/revokeSignInSessions',
    anyOf: permissions.revokeSessions,
    system: 'graph',
    handle: (request, { graph }) => withUser(request, { graph }, (user) => revoke(request, graph, user)),
  },
];

/** The user of `:id`, an object id or a user principal name. */
export function withUser(
  { params }: SandboxRequest,
  { graph }: Pick<Company, 'graph'>,
  use: (user: GraphUser) => SandboxAnswer,
): SandboxAnswer {
  const wanted = (params['id'] ?? '').toLowerCase();
  const user = graph.users.find((one) => [one.id, one.userPrincipalName.toLowerCase()].includes(wanted));
  return user ? use(user) : notFound(params['id'] ?? '');
}

function list(request: SandboxRequest, { graph }: Company): SandboxAnswer {
  const sample = graph.users[0];
  const refused = sample && badSelection(request, 'user', sample);
  if (refused) return refused;
  const found = filtered(graph.users, request, filterable);
  if ('refused' in found) return found.refused;
  const users = found.things.map((user) => view('user', user, selection(request)));
  return page(users, request, '/users');
}

function show(request: SandboxRequest, user: GraphUser): SandboxAnswer {
  return badSelection(request, 'user', user) ?? ok(view('user', user, selection(request)));
}

const changes = z.record(z.string(), z.unknown()).refine((body) => Object.keys(body).length > 0);

function update({ body, granted }: SandboxRequest, graph: GraphState, user: GraphUser): SandboxAnswer {
  const parsed = changes.safeParse(body);
  if (!parsed.success) return badRequest('Empty Payload. JSON content expected.', 'BadRequest');
  const names = Object.keys(parsed.data);
  const unknown = names.find((name) => name !== 'passwordProfile' && !(name in user));
  if (unknown !== undefined) return badRequest(`Property '${unknown}' is invalid.`);
  if (!names.every((name) => mayUpdate(name, granted))) return forbidden();
  const sensitive = names.some((name) => name === 'accountEnabled' || name === 'passwordProfile');
  if (sensitive && isPrivileged(graph, user.id)) return forbidden();
  if (
    user.onPremisesSyncEnabled &&
    names.some((name) => name !== 'accountEnabled' && name !== 'usageLocation')
  ) {
    return badRequest(masteredOnPremises);
  }
  if ('accountEnabled' in parsed.data && typeof parsed.data['accountEnabled'] !== 'boolean') {
    return badRequest('Cannot convert the literal to the expected type Edm.Boolean.');
  }
  const { passwordProfile: _neverKept, ...kept } = parsed.data;
  Object.assign(user, kept);
  return noContent;
}

/** The narrow permissions change one property each, and disabling also needs the right to read the user. */
function mayUpdate(name: string, granted: SandboxRequest['granted']): boolean {
  if (granted.includes('graph/User.ReadWrite.All')) return true;
  if (name === 'passwordProfile') return granted.includes('graph/User-PasswordProfile.ReadWrite.All');
  if (name !== 'accountEnabled') return granted.includes('graph/Directory.ReadWrite.All');
  const mayRead = permissions.readUser.some((permission) => granted.includes(permission));
  return granted.includes('graph/User.EnableDisableAccount.All') && mayRead;
}

function revoke({ now }: SandboxRequest, graph: GraphState, user: GraphUser): SandboxAnswer {
  if (isPrivileged(graph, user.id)) return forbidden();
  user.signInSessionsValidFromDateTime = `${now.toISOString().slice(0, 19)}Z`;
  return ok({ '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#Edm.Boolean', value: true });
}

/** The accident nobody wants: it exists here so that a test can see that it does not happen. */
export function deleteUser(graph: GraphState, id: string): SandboxAnswer {
  if (isPrivileged(graph, id)) return forbidden();
  graph.users = graph.users.filter((one) => one.id !== id);
  for (const links of [graph.members, graph.owners, graph.deviceOwners, graph.deviceUsers]) {
    for (const [from, ids] of Object.entries(links)) links[from] = ids.filter((one) => one !== id);
  }
  return noContent;
}
