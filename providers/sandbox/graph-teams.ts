import { z } from 'zod';
import type { Company } from './company.ts';
import { noContent, ok } from './graph-answer.ts';
import { page } from './graph-collection.ts';
import { addMember, removeMember } from './graph-membership.ts';
import { permissions } from './graph-permissions.ts';
import type { GraphState } from './graph-state.ts';
import { contoso } from './people.ts';
import { refuse } from './refuse.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

/** Members of a team are those of the group behind it; here the two never disagree, as they may for hours in life. */
export const teamRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1.0/teams/:id/members',
    anyOf: permissions.readTeamMembers,
    system: 'graph',
    handle: (request, { graph }) =>
      withTeam(request, graph, (teamId) => {
        const rows = userIds(graph, teamId).map((userId) => memberOf(graph, teamId, userId));
        return page(rows, request, `/teams/${teamId}/members`);
      }),
  },
  {
    method: 'POST',
    path: '/v1.0/teams/:id/members',
    anyOf: permissions.writeTeamMembers,
    system: 'graph',
    handle: (request, { graph }) => withTeam(request, graph, (teamId) => add(request, graph, teamId)),
  },
  member('PATCH', update),
  member('DELETE', remove),
];

function member(method: 'PATCH' | 'DELETE', change: Change): Route {
  return {
    method,
    path: '/v1.0/teams/:id/members/:member',
    anyOf: permissions.writeTeamMembers,
    system: 'graph',
    handle: (request, company) => onMember(request, company, change),
  };
}

interface Membership {
  readonly teamId: string;
  readonly userId: string;
}
type Change = (request: SandboxRequest, graph: GraphState, one: Membership) => SandboxAnswer;

function onMember(request: SandboxRequest, { graph }: Company, change: Change): SandboxAnswer {
  return withTeam(request, graph, (teamId) => {
    const userId = userIds(graph, teamId).find((id) => memberId(teamId, id) === request.params['member']);
    return userId === undefined ? noSuch('Member') : change(request, graph, { teamId, userId });
  });
}

function withTeam(
  { params }: SandboxRequest,
  graph: GraphState,
  use: (teamId: string) => SandboxAnswer,
): SandboxAnswer {
  const group = graph.groups.find((one) => one.id === params['id']?.toLowerCase());
  return group?.resourceProvisioningOptions.includes('Team') ? use(group.id) : noSuch('Team');
}

function noSuch(what: string): SandboxAnswer {
  return refuse('graph', 404, 'NotFound', `${what} not found.`);
}

function badRequest(message: string): SandboxAnswer {
  return refuse('graph', 400, 'BadRequest', message);
}

function userIds(graph: GraphState, teamId: string): string[] {
  return [...new Set([...(graph.members[teamId] ?? []), ...(graph.owners[teamId] ?? [])])];
}

/** Not the user's id: whoever mixes them up finds nobody. */
function memberId(teamId: string, userId: string): string {
  return Buffer.from(`1##${contoso.tenantId}##${teamId}##${userId}`).toString('base64url');
}

function memberOf(graph: GraphState, teamId: string, userId: string): object {
  const user = graph.users.find((one) => one.id === userId);
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    id: memberId(teamId, userId),
    roles: graph.owners[teamId]?.includes(userId) ? ['owner'] : [],
    displayName: user?.displayName ?? null,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
    userId,
    email: user?.mail ?? null,
    tenantId: contoso.tenantId,
  };
}

const type = z.literal('#microsoft.graph.aadUserConversationMember');
const roles = z.array(z.literal('owner')).max(1);
const wanted = z.strictObject({ '@odata.type': type, roles, 'user@odata.bind': z.string() });
const changed = z.strictObject({ '@odata.type': type, roles });

function add({ body, now }: SandboxRequest, graph: GraphState, teamId: string): SandboxAnswer {
  const parsed = wanted.safeParse(body).data;
  const link = /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\('([0-9a-f-]{36})'\)$/i;
  const userId = link.exec(parsed?.['user@odata.bind'] ?? '')?.[1];
  if (!parsed || userId === undefined)
    return badRequest('Bad Request: a member needs roles and user@odata.bind.');
  if (!graph.users.some((user) => user.id === userId)) return noSuch('User');
  addMember(graph, teamId, userId, now);
  setOwner(graph, { teamId, userId }, parsed.roles.includes('owner'));
  return { status: 201, body: memberOf(graph, teamId, userId) };
}

function update({ body }: SandboxRequest, graph: GraphState, one: Membership): SandboxAnswer {
  const parsed = changed.safeParse(body);
  if (!parsed.success) return badRequest('Bad Request: roles of an aadUserConversationMember are needed.');
  const owner = parsed.data.roles.includes('owner');
  if (!owner && isLastOwner(graph, one)) return lastOwner;
  setOwner(graph, one, owner);
  return ok(memberOf(graph, one.teamId, one.userId));
}

function remove({ now }: SandboxRequest, graph: GraphState, one: Membership): SandboxAnswer {
  if (isLastOwner(graph, one)) return lastOwner;
  setOwner(graph, one, false);
  removeMember(graph, one.teamId, one.userId, now);
  return noContent;
}

const lastOwner = badRequest('The last owner of a team cannot be removed.');

function isLastOwner(graph: GraphState, { teamId, userId }: Membership): boolean {
  const owners = graph.owners[teamId] ?? [];
  return owners.includes(userId) && owners.length === 1;
}

function setOwner(graph: GraphState, { teamId, userId }: Membership, owner: boolean): void {
  const others = (graph.owners[teamId] ?? []).filter((id) => id !== userId);
  graph.owners[teamId] = owner ? [...others, userId] : others;
}
