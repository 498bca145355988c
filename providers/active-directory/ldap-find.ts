import type { DirectoryEntry } from '../systems.ts';
import { domainOf } from './distinguished-name.ts';
import { domainCalled, usersCalled } from './ldap-filters.ts';
import { toEntry, wanted } from './ldap-read.ts';
import type { LdapSession } from './ldap-session.ts';

export interface UserQuery {
  /** What somebody typed. */
  readonly text: string;
  readonly attributes: readonly string[];
}

/** User accounts that carry this name; all of them, or an error. */
export async function findUsers(
  session: LdapSession,
  baseDn: string,
  { text, attributes }: UserQuery,
): Promise<readonly DirectoryEntry[]> {
  const name = text.trim();
  // No name has a NUL in it, and a server may read a value only as far as there.
  if (name === '' || name.includes('\0')) return [];
  const filter = usersCalled(name, await accountNameIn(session, baseDn, name));
  const found = await session.run({ name: 'find users', writes: false }, (client) =>
    // In one piece: the library takes an empty page in the middle for the end. What is more than the server lists at
    // once is an error; with a size limit of our own the library would pass off a part as the whole.
    client.search(baseDn, { scope: 'sub', filter, ...wanted(attributes) }),
  );
  return await Promise.all(found.searchEntries.map((entry) => toEntry(session, entry, attributes)));
}

/** `CONTOSO\jdoe` and `contoso.com\jdoe` are jdoe when that is the domain's name; of another domain nothing is known. */
async function accountNameIn(session: LdapSession, baseDn: string, name: string): Promise<string> {
  const [, domain = '', account = ''] = /^([^\\]+)\\([^\\]+)$/u.exec(name) ?? [];
  if (account === '') return name;
  const names = [dnsNameOf(baseDn), await shortNameOf(session, baseDn)];
  return names.includes(domain.toLowerCase()) ? account : name;
}

function dnsNameOf(baseDn: string): string {
  return domainOf(baseDn).replaceAll(/(?:^|,)dc=/gu, (start) => (start.startsWith(',') ? '.' : ''));
}

/** The NetBIOS name, which need not be a part of the DNS name. */
async function shortNameOf(session: LdapSession, baseDn: string): Promise<string> {
  const { configurationDn } = await session.root();
  const found = await session.run({ name: 'read the domain’s name', writes: false }, (client) =>
    client.search(`CN=Partitions,${configurationDn}`, {
      scope: 'one',
      filter: domainCalled(domainOf(baseDn)),
      attributes: ['nETBIOSName'],
    }),
  );
  return String(found.searchEntries[0]?.['nETBIOSName'] ?? '').toLowerCase();
}
