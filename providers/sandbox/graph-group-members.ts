import type { Company } from './company.ts';
import { directoryObject } from './directory-object.ts';
import { badRequest, forbidden, masteredOnPremises, noContent, notFound } from './graph-answer.ts';
import { withGroup } from './graph-groups.ts';
import { addMember, removeMember } from './graph-membership.ts';
import { permissions } from './graph-permissions.ts';
import { alreadyThere, badReference, referencedId } from './graph-reference.ts';
import type { GraphGroup } from './graph-things.ts';
import { deleteUser } from './graph-users.ts';
import type { Route, SandboxAnswer, SandboxRequest } from './route.ts';

type Links = 'members' | 'owners';

export const groupMemberRoutes: readonly Route[] = [
  ...(['members', 'owners'] as const).flatMap((links): Route[] => [
    {
      method: 'POST',
      path: `/v1.0/groups/:id/${links}/$ref`,
      anyOf: links === 'members' ? permissions.writeMembers : permissions.writeOwners,
      system: 'graph',
      handle: (request, company) => changed(request, company, (group) => add(request, company, group, links)),
    },
    {
      method: 'DELETE',
      path: `/v1.0/groups/:id/${links}/:member/$ref`,
      anyOf: links === 'members' ? permissions.writeMembers : permissions.writeOwners,
      system: 'graph',
      handle: (request, company) =>
        changed(request, company, (group) => remove(request, company, group, links)),
    },
  ]),
  {
    // Whoever forgets `/$ref` deletes the member himself, if the token allows it.
    method: 'DELETE',
    path: '/v1.0/groups/:id/members/:member',
    anyOf: permissions.deleteUser,
    system: 'graph',
    handle: ({ params }, { graph }) => deleteUser(graph, params['member'] ?? ''),
  },
];

function changed(
  request: SandboxRequest,
  company: Company,
  change: (group: GraphGroup) => SandboxAnswer,
): SandboxAnswer {
  return withGroup(request, company, (group) => refusal(group, request) ?? change(group));
}

/** Which groups Graph does not change the members and owners of. */
function refusal(group: GraphGroup, { granted, path }: SandboxRequest): SandboxAnswer | null {
  if (group.isAssignableToRole && !granted.includes('graph/RoleManagement.ReadWrite.Directory')) {
    return forbidden();
  }
  if (group.isManagementRestricted) return forbidden();
  if (group.onPremisesSyncEnabled) return badRequest(masteredOnPremises);
  if (group.mailEnabled && !group.groupTypes.includes('Unified')) {
    return badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
  }
  if (group.groupTypes.includes('DynamicMembership') && /\/members\//i.test(path)) {
    return badRequest('The membership of a dynamic group cannot be updated.');
  }
  return null;
}

function add({ body, now }: SandboxRequest, { graph }: Company, group: GraphGroup, links: Links) {
  const id = referencedId(body);
  if (id === null) return badRequest(badReference);
  if (!directoryObject(graph, id)) return notFound(id);
  if (graph[links][group.id]?.includes(id)) return badRequest(alreadyThere(links));
  if (links === 'members') addMember(graph, group.id, id, now);
  else graph.owners[group.id] = [...(graph.owners[group.id] ?? []), id];
  return noContent;
}

function remove({ params, now }: SandboxRequest, { graph }: Company, group: GraphGroup, links: Links) {
  const id = params['member']?.toLowerCase() ?? '';
  const there = graph[links][group.id] ?? [];
  if (!there.includes(id)) return notFound(id);
  if (links === 'members') removeMember(graph, group.id, id, now);
  else if (there.length > 1) graph.owners[group.id] = there.filter((one) => one !== id);
  else return badRequest('The group must have at least one owner, hence this owner cannot be removed.');
  return noContent;
}
