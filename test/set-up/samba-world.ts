import type { AnyAction, Context } from '#providers/action.ts';
import { createLdapDirectory, type LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Azure, Exchange, Graph, SharePoint, Systems } from '#providers/systems.ts';
import type { LawWorld } from '../contract/action-laws.ts';
import { seedOf, type Seed } from './samba-seed.ts';
import type { Samba } from './samba.ts';

export interface SambaWorld extends LawWorld {
  /** As the bot's account sees it, with the rights it is delegated and no more. */
  readonly directory: LdapDirectory;
  readonly seed: Seed;
  /** Since the last `reset`. */
  readonly leaver: Leaver;
  close(): Promise<void>;
}

export interface LdapVariation {
  readonly url?: string;
  readonly password?: string;
  readonly connectTimeoutMs?: number;
  readonly operationTimeoutMs?: number;
  readonly now?: () => number;
}

/** A directory client with the bot's account, on the controller. */
export function ldapOn(samba: Samba, { now = Date.now, ...more }: LdapVariation = {}): LdapDirectory {
  const { url, ca, bindDn, password, baseDn } = samba;
  const disabledOu = `OU=Disabled Users,${baseDn}`;
  const times = { connectTimeoutMs: 5000, operationTimeoutMs: 20_000 };
  return createLdapDirectory({ url, ca, bindDn, password, baseDn, disabledOu, ...times, ...more }, now);
}

/** A leaver in a real directory for the laws of `ad.*`: a hard name, groups with hard names, one that nests, one big. */
export async function sambaWorld(samba: Samba): Promise<SambaWorld> {
  const [directory, seed] = [ldapOn(samba), await seedOf(samba)];
  await seed.ou('Disabled Users');
  let round = 0;
  let leaver = await newLeaver(seed, round);
  return {
    directory,
    seed,
    get leaver() {
      return leaver;
    },
    // A new person each time: what the one before went through is nobody's business.
    async reset() {
      round += 1;
      leaver = await newLeaver(seed, round);
    },
    context: (_action: AnyAction): Context => contextOf(leaver, directory),
    snapshot: () => snapshotOf(seed, leaver),
    async close() {
      await Promise.all([directory.close(), seed.close()]);
    },
  };
}

async function newLeaver(seed: Seed, round: number): Promise<Leaver> {
  const cn = `Doe, "J" + O'Brien #${round}`;
  const directory = await seed.user(`jdoe${round}`, { cn, ou: 'Staff' });
  const outer = await seed.group(`Outer ${round}`);
  const inner = await seed.group(`#Inner, "A" + B ${round}`, [directory.dn]);
  await seed.addMembers(outer.dn, [inner.dn]);
  await seed.group(`Größe ${round}`, [directory.dn]);
  const id = `e0000000-0000-4000-8000-${String(round).padStart(12, '0')}`;
  return {
    id,
    upn: `jdoe${round}@contoso.test`,
    name: cn,
    mail: null,
    synced: true,
    directory,
    manager: null,
  };
}

export function contextOf(leaver: Leaver, directory: Systems['directory']): Context {
  return {
    leaver,
    choices: { mailbox: 'both', successor: null },
    openedAt: '2026-11-02T09:00:00Z',
    systems: { directory, ...unreachable },
  };
}

/** Where the account is and what it holds, as the administrator sees it. */
async function snapshotOf(seed: Seed, { directory }: Leaver): Promise<unknown> {
  const base = `<GUID=${directory?.guid ?? ''}>`;
  const names = ['distinguishedName', 'userAccountControl', 'memberOf', 'primaryGroupID', 'cn', 'name'];
  const values = await Promise.all(names.map((name) => seed.values(base, name)));
  return Object.fromEntries(names.map((name, index) => [name, values[index]?.toSorted()]));
}

/** The actions of a directory must not ask any other system, but for one question of Entra. */
function nobody(): never {
  throw new Error('an action of Active Directory asked another system');
}

/** Entra before the first synchronisation: these people are in no group there. */
const notSynced: Graph = {
  list: async (path) => (/^\/users\/[0-9a-f-]{36}\/memberOf\?/.test(path) ? [] : nobody()),
  get: nobody,
  post: nobody,
  patch: nobody,
  delete: nobody,
};
const unreachable = {
  graph: notSynced,
  exchange: new Proxy({} as Exchange, { get: nobody }),
  sharePoint: new Proxy({} as SharePoint, { get: nobody }),
  azure: new Proxy({} as Azure, { get: nobody }),
};
