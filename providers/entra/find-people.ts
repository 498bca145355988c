import { z } from 'zod';
import { guid, type Person } from '../leaver.ts';
import type { Permission } from '../permission.ts';
import { isAbsent } from '../provider-error.ts';
import type { Graph } from '../systems.ts';
import { graphPath, quoted } from './graph-path.ts';
import { fitting } from './fitting.ts';
import { listOfType } from './of-type.ts';

const text = z
  .string()
  .nullish()
  .transform((found) => found ?? null);

/** A person as Entra knows them: what is needed to match, refuse and name. */
const entraUser = z.object({
  id: guid,
  userPrincipalName: z.string(),
  displayName: z.string().nullable(),
  mail: text,
  accountEnabled: z.boolean(),
  userType: text,
  /** True when Active Directory is the source. */
  onPremisesSyncEnabled: z
    .boolean()
    .nullish()
    .transform((synced) => synced === true),
  /** objectGUID of the account on premises, base64 of its bytes. */
  onPremisesImmutableId: text,
  onPremisesSecurityIdentifier: text,
  onPremisesSamAccountName: text,
});
export type EntraUser = z.infer<typeof entraUser>;

const fields = Object.keys(entraUser.shape).join(',');

/** What each of these functions needs granted. */
export const peoplePermissions = {
  findUsers: ['graph/User.Read.All'],
  readUser: ['graph/User.Read.All'],
  readManager: ['graph/User.Read.All'],
  findGroupsAmong: ['graph/Directory.Read.All'],
  listGroupUsers: ['graph/Directory.Read.All'],
  readEntraProtection: ['graph/Directory.Read.All', 'graph/RoleManagement.Read.Directory'],
} as const satisfies Record<string, readonly Permission[]>;

/** Longer than any name Entra stores. */
const longestName = 256;

/**
 * Everybody whose UPN (whole, or before the @), mail address, display name or on-premises account name is exactly
 * `name`; case does not matter.
 */
export async function findUsers(graph: Graph, name: string): Promise<readonly EntraUser[]> {
  const wanted = name.trim();
  if (wanted === '' || !canBeName(wanted)) return [];
  const value = quoted(wanted);
  const plain = wanted.includes('@')
    ? graphPath`/users?$filter=userPrincipalName eq ${value} or mail eq ${value} or displayName eq ${value}`
    : graphPath`/users?$filter=startswith(userPrincipalName,${quoted(`${wanted}@`)}) or displayName eq ${value}`;
  const byAccount = graphPath`/users?$count=true&$filter=onPremisesSamAccountName eq ${value}`;
  const lists = await Promise.all([
    graph.list(`${plain}&$select=${fields}`, entraUser),
    graph.list(`${byAccount}&$select=${fields}`, entraUser, { ConsistencyLevel: 'eventual' }),
  ]);
  return [...new Map(lists.flat().map((user) => [user.id, user])).values()];
}

/** Half a character has no form in a URL, nor in any directory. */
function canBeName(text: string): boolean {
  return text.length <= longestName && text.isWellFormed();
}

/** One person by object id or UPN; `null` = nobody. */
export async function readUser(graph: Graph, idOrUpn: string): Promise<EntraUser | null> {
  if (guid.safeParse(idOrUpn).success) {
    return orNull(graph.get(`${graphPath`/users/${idOrUpn}`}?$select=${fields}`, entraUser));
  }
  if (!canBeName(idOrUpn)) return null;
  const path = graphPath`/users?$filter=userPrincipalName eq ${quoted(idOrUpn)}`;
  const [found] = await graph.list(`${path}&$select=${fields}`, entraUser);
  return found ?? null;
}

const manager = z.union([
  z.looseObject({ '@odata.type': z.literal('#microsoft.graph.orgContact') }).transform(() => null),
  entraUser,
]);

/** `null` = none is set, or it is somebody outside the company, who cannot approve. */
export function readManager(graph: Graph, userId: string): Promise<EntraUser | null> {
  return orNull(graph.get(`${graphPath`/users/${userId}/manager`}?$select=${fields}`, manager));
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

const ids = z.object({ value: z.array(guid) });

/** Which of these groups the person is in, nested ones too. The answer comes from the directory at this moment. */
export async function findGroupsAmong(
  graph: Graph,
  userId: string,
  groupIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found: string[] = [];
  for (let start = 0; start < groupIds.length; start += 20) {
    const some = groupIds.slice(start, start + 20);
    const answer = await graph.post(graphPath`/users/${userId}/checkMemberGroups`, { groupIds: some });
    found.push(...fitting(ids, answer, 'POST /users/…/checkMemberGroups').value);
  }
  return new Set(found);
}

/** Everybody in a group, nested ones too. */
export function listGroupUsers(graph: Graph, groupId: string): Promise<readonly EntraUser[]> {
  const path = `${graphPath`/groups/${groupId}/transitiveMembers`}?$select=${fields}`;
  return listOfType(graph, path, { type: 'user', schema: entraUser });
}

export function personOf(user: EntraUser): Person {
  return { id: user.id, upn: user.userPrincipalName, name: user.displayName ?? user.userPrincipalName };
}
