import { Attribute, Change, Control } from 'ldapts';
import type { Directory } from '../systems.ts';
import { guid as guidForm } from '../leaver.ts';
import { ProviderError } from '../provider-error.ts';
import { currentNames } from './current-names.ts';
import { isSameDn, splitDn } from './distinguished-name.ts';
import { readEntry } from './ldap-read.ts';
import { LdapSession } from './ldap-session.ts';
import type { LdapSettings } from './ldap-settings.ts';
import { isMember } from './ldap-filters.ts';
import { findUsers } from './ldap-find.ts';

export interface LdapDirectory extends Directory {
  /** The domain controller's own name; logs on when that has not happened yet. */
  controller(): Promise<string>;
  /** Ends the connection; the next operation opens a new one. */
  close(): Promise<void>;
}

/** Active Directory over LDAPS. Connects at the first operation. `now` in ms since 1970. */
export function createLdapDirectory(settings: LdapSettings, now: () => number): LdapDirectory {
  const session = new LdapSession(settings, now);
  const names = currentNames(async (guid) => (await readEntry(session, byGuid(guid), [])).dn, now);
  return {
    disabledOu: settings.disabledOu,
    read: async (guid, attributes) => readEntry(session, byGuid(guid), attributes),
    readDn: (dn, attributes) => readEntry(session, dn, attributes),
    findUsers: (text, attributes) => findUsers(session, settings.baseDn, { text, attributes }),
    replace: async (guid, attribute, values) => replace(session, guid, { attribute, values }),
    addMember: async (group, guid) =>
      changeMember(session, { group, member: await names.of(guid), operation: 'add' }),
    removeMember: async (group, guid) =>
      changeMember(session, { group, member: await names.of(guid), operation: 'delete' }),
    async move(guid, parentDn) {
      names.forget(guid);
      await move(session, guid, parentDn);
    },
    groupSids: async (guid) => groupSids(session, guid),
    ownSids: async () => ownSids(session),
    controller: async () => (await session.root()).controller,
    close: () => session.close(),
  };
}

/** Anything else inside the brackets would be another object. @throws ProviderError */
function byGuid(guid: string): string {
  if (guidForm.safeParse(guid).success) return `<GUID=${guid}>`;
  throw failure('address an object', 'malformed', 'not an objectGUID');
}

function failure(operation: string, code: string, message: string): ProviderError {
  return new ProviderError({ system: 'active-directory', operation, code, message });
}

async function groupSids(session: LdapSession, guid: string): Promise<readonly string[]> {
  const { attributes } = await readEntry(session, byGuid(guid), ['tokenGroups']);
  const sids = attributes['tokenGroups'] ?? [];
  // Everybody is at least in a primary group, so an empty list means that we may not see it.
  if (sids.length > 0) return sids;
  throw failure('read tokenGroups', 'unreadable', "the bot's account may not see the account's groups");
}

async function ownSids(session: LdapSession): Promise<readonly string[]> {
  const sids = (await session.root()).ownSids;
  if (sids.length > 0) return sids;
  throw failure(
    'read rootDSE',
    'unreadable',
    "the domain controller does not say which account the bot's own is",
  );
}

interface Replacement {
  readonly attribute: string;
  readonly values: readonly string[];
}

async function replace(
  session: LdapSession,
  guid: string,
  { attribute, values }: Replacement,
): Promise<void> {
  const modification = new Attribute({ type: attribute, values: [...values] });
  await session.run({ name: `modify ${attribute}`, writes: true }, (client) =>
    client.modify(byGuid(guid), new Change({ operation: 'replace', modification })),
  );
}

interface MemberChange {
  readonly group: string;
  readonly member: string;
  readonly operation: 'add' | 'delete';
}

/** "Already so" is success. https://learn.microsoft.com/previous-versions/windows/desktop/ldap/ldap-server-permissive-modify-oid */
const permissiveModify = '1.2.840.113556.1.4.1413';

async function changeMember(session: LdapSession, { group, member, operation }: MemberChange): Promise<void> {
  const modification = new Attribute({ type: 'member', values: [member] });
  const change = new Change({ operation, modification });
  const control = new Control(permissiveModify, { critical: true });
  try {
    await session.run({ name: `modify member (${operation})`, writes: true }, (client) =>
      client.modify(byGuid(group), change, control),
    );
  } catch (error) {
    if (!(error instanceof ProviderError) || !mayBeSoAlready(error)) throw error;
    if ((await hasMember(session, group, member)) !== (operation === 'add')) throw error;
  }
}

/**
 * Directories that do not know the control for links (Samba) refuse what is so already, each with another code;
 * the group itself tells. Leaving the primary group is a refusal whatever `member` says.
 */
function mayBeSoAlready({ failure }: ProviderError): boolean {
  return /^(?:16|20|53|68)\b/u.test(failure.code) && failure.code !== '53/0000055E';
}

/** Asked as a question, because a group may have too many members to read. */
async function hasMember(session: LdapSession, group: string, member: string): Promise<boolean> {
  const found = await session.run({ name: 'read member', writes: false }, (client) =>
    client.search(byGuid(group), { scope: 'base', filter: isMember(member), attributes: ['objectGUID'] }),
  );
  return found.searchEntries.length > 0;
}

async function move(session: LdapSession, guid: string, parentDn: string): Promise<void> {
  const { rdn, parent } = splitDn((await readEntry(session, byGuid(guid), [])).dn);
  if (isSameDn(parent, parentDn)) return;
  await session.run({ name: 'move', writes: true }, (client) =>
    client.modifyDN(byGuid(guid), `${withoutFinalBackslash(rdn)},${parentDn}`),
  );
}

/** The library cuts after the first comma that follows no backslash, so an escaped one at the end is written in hex. */
function withoutFinalBackslash(rdn: string): string {
  return rdn.endsWith('\\\\') ? `${rdn.slice(0, -2)}\\5C` : rdn;
}
