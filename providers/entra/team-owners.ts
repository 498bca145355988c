import { z } from 'zod';
import type { Graph } from '../systems.ts';
import { graphPath, opaque } from './graph-path.ts';
import { notYet } from './owners.ts';

const teamMember = z.object({ id: z.string(), userId: z.string().nullish(), roles: z.array(z.string()) });
type TeamMember = z.infer<typeof teamMember>;

/** Teams keeps its own list of owners; a change made on the group behind it shows up there hours later. */
async function findMember(graph: Graph, teamId: string, userId: string): Promise<TeamMember | undefined> {
  const members = await graph.list(graphPath`/teams/${teamId}/members`, teamMember);
  return members.find((one) => one.userId === userId);
}

function roles(names: readonly 'owner'[]) {
  return { '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: names };
}

/** @throws ProviderError, `passing`, while Teams does not show it yet */
export async function makeTeamOwner(graph: Graph, teamId: string, userId: string): Promise<void> {
  const member = await findMember(graph, teamId, userId);
  if (member?.roles.includes('owner')) return;
  if (member) await graph.patch(graphPath`/teams/${teamId}/members/${opaque(member.id)}`, roles(['owner']));
  else await graph.post(graphPath`/teams/${teamId}/members`, { ...roles(['owner']), ...bound(userId) });
  if (!(await isTeamOwner(graph, teamId, userId)))
    throw notYet('the new owner is not visible in the team yet');
}

/** By Teams' own list. */
export async function isTeamOwner(graph: Graph, teamId: string, userId: string): Promise<boolean> {
  return (await findMember(graph, teamId, userId))?.roles.includes('owner') ?? false;
}

function bound(userId: string) {
  return { 'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${userId}')` };
}

/** Leaves the person in the team as a member. @returns false when Teams does not know the person */
export async function endTeamOwnership(graph: Graph, teamId: string, userId: string): Promise<boolean> {
  const member = await findMember(graph, teamId, userId);
  if (member?.roles.includes('owner')) {
    await graph.patch(graphPath`/teams/${teamId}/members/${opaque(member.id)}`, roles([]));
  }
  return member !== undefined;
}

export async function removeTeamMember(graph: Graph, teamId: string, userId: string): Promise<void> {
  const member = await findMember(graph, teamId, userId);
  if (member) await graph.delete(graphPath`/teams/${teamId}/members/${opaque(member.id)}`);
}
