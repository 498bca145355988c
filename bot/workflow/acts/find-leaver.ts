import {
  findAccounts,
  type FoundAccount,
  readAccountByGuid,
} from '#providers/active-directory/find-accounts.ts';
import { guidOfImmutableId } from '#providers/active-directory/immutable-id.ts';
import { type EntraUser, findUsers, personOf, readManager, readUser } from '#providers/entra/find-people.ts';
import { guid, type Leaver } from '#providers/leaver.ts';
import { isAbsent } from '#providers/provider-error.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import type { World } from '../world.ts';

/** One of several people a query fits, with what tells them apart. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly upn: string;
  readonly accountName: string | null;
  readonly detail: string;
}

export type Found =
  | { readonly kind: 'one'; readonly leaver: Leaver }
  | { readonly kind: 'several'; readonly candidates: readonly Candidate[] };

const longest = 256;

/**
 * Exactly one person, in Active Directory and Entra, matched by GUID and SID, or the people to choose from.
 * @throws ProviderError when a directory cannot be read: not found is not the same as not asked
 */
export async function findLeaver(world: World, query: string, leaverId?: string): Promise<Answer<Found>> {
  const users = leaverId === undefined ? await usersFor(world, query) : await pickedUser(world, leaverId);
  if (!users.ok) return users;
  const [only, ...others] = users.value;
  if (!only) return notFound(world, query);
  if (others.length > 0)
    return accepted({ kind: 'several', candidates: await candidatesOf(world, users.value) });
  const leaver = await leaverOf(world, only);
  return leaver.ok ? accepted({ kind: 'one', leaver: leaver.value }) : leaver;
}

/** Everybody the text names, in either directory, as Entra knows them. */
export async function usersFor(world: World, query: string): Promise<Answer<readonly EntraUser[]>> {
  const text = query.trim();
  if (text === '') return refuse('empty-query');
  if (text.length > longest) return refuse('too-long', { limit: String(longest) });
  // Half a character: a directory would be asked for another name than was typed.
  if (!text.isWellFormed()) return refuse('not-found', { query: text });
  const { graph, directory } = world.systems;
  const [users, accounts, byId] = await Promise.all([
    findUsers(graph, text),
    directory ? findAccounts(directory, text) : [],
    guid.safeParse(text).success ? readUser(graph, text) : null,
  ]);
  const known = new Set(users.map(({ onPremisesImmutableId }) => onPremisesImmutableId));
  const missing = accounts.filter(({ immutableId }) => !known.has(immutableId));
  const more = await Promise.all(missing.map((account) => userOfAccount(world, account)));
  const all = [...users, ...more.flat(), ...(byId ? [byId] : [])];
  return accepted([...new Map(all.map((user) => [user.id, user])).values()]);
}

/** An account found only on premises is looked for in Entra by its account name, and counts when its anchor fits. */
async function userOfAccount(world: World, account: FoundAccount): Promise<readonly EntraUser[]> {
  const users = await findUsers(world.systems.graph, account.accountName);
  return users.filter(({ onPremisesImmutableId }) => onPremisesImmutableId === account.immutableId);
}

async function pickedUser(world: World, leaverId: string): Promise<Answer<readonly EntraUser[]>> {
  if (!/^[0-9a-f-]{36}$/i.test(leaverId)) return refuse('malformed', { what: 'The person' });
  const user = await readUser(world.systems.graph, leaverId);
  return accepted(user ? [user] : []);
}

async function notFound(world: World, query: string): Promise<Answer<never>> {
  const { directory } = world.systems;
  const [account] = directory ? await findAccounts(directory, query.trim()) : [];
  if (account) return refuse('not-in-entra', { who: account.displayName, account: account.accountName });
  return refuse('not-found', { query });
}

async function leaverOf(world: World, user: EntraUser): Promise<Answer<Leaver>> {
  const [account, manager] = await Promise.all([
    accountOf(world, user),
    readManager(world.systems.graph, user.id),
  ]);
  if (!account.ok) return account;
  const found = account.value;
  return accepted({
    ...personOf(user),
    mail: user.mail,
    synced: user.onPremisesSyncEnabled,
    directory: found
      ? { guid: found.guid, sid: found.sid, dn: found.dn, accountName: found.accountName }
      : null,
    manager: manager ? personOf(manager) : null,
  });
}

/** The on-premises account this Entra user comes from: GUID and SID must both fit, or nothing is touched. */
async function accountOf(world: World, user: EntraUser): Promise<Answer<FoundAccount | null>> {
  const { directory } = world.systems;
  if (!directory || !user.onPremisesSyncEnabled) return accepted(null);
  const who = user.displayName ?? user.userPrincipalName;
  const accountGuid = guidOfImmutableId(user.onPremisesImmutableId ?? '');
  if (accountGuid === null) return refuse('mismatch', { who, why: 'Entra names no account it comes from.' });
  try {
    const account = await readAccountByGuid(directory, accountGuid);
    if (account.sid === user.onPremisesSecurityIdentifier) return accepted(account);
    return refuse('mismatch', { who, why: 'The security identifiers in Active Directory and Entra differ.' });
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return refuse('mismatch', { who, why: 'The account Entra names is not in Active Directory.' });
  }
}

async function candidatesOf(world: World, users: readonly EntraUser[]): Promise<readonly Candidate[]> {
  return Promise.all(users.map((user) => candidateOf(world, user)));
}

async function candidateOf(world: World, user: EntraUser): Promise<Candidate> {
  const manager = await readManager(world.systems.graph, user.id);
  const from = user.onPremisesSyncEnabled ? 'From Active Directory' : 'Cloud only';
  const state = user.accountEnabled ? '' : ', sign-in blocked';
  const reports = manager
    ? `, reports to ${manager.displayName ?? manager.userPrincipalName}`
    : ', no manager';
  return {
    ...personOf(user),
    accountName: user.onPremisesSamAccountName,
    detail: `${from}${reports}${state}`,
  };
}
