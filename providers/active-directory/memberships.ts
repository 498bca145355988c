import type { DirectoryEntry, Directory } from '../systems.ts';
import { isAbsent, ProviderError } from '../provider-error.ts';
import { attributeOf, isTrue } from './attribute-of.ts';
import type { DirectoryPart } from './directory-account.ts';
import { domainOf, nameIn } from './distinguished-name.ts';
import { protectedGroupName } from './protected-groups.ts';
import { siblingSid } from './sid-text.ts';

export const reasonsToKeep = ['primary', 'protected', 'system', 'other-domain'] as const;
export type ReasonToKeep = (typeof reasonsToKeep)[number];

export interface Membership {
  readonly guid: string | null;
  /** `null` for a group of another domain. */
  readonly sid: string | null;
  readonly dn: string;
  readonly name: string;
  readonly keep: ReasonToKeep | null;
}

const groupAttributes = ['sAMAccountName', 'objectSid', 'isCriticalSystemObject'] as const;
/** Groups asked for at once on the one connection. */
const batch = 20;

/** All direct groups, and the primary group, which `memberOf` never names. */
export async function readMemberships({ directory, guid, sid }: DirectoryPart): Promise<Membership[]> {
  const account = await directory.read(guid, ['memberOf', 'primaryGroupID']);
  const home = domainOf(account.dn);
  const memberships: Membership[] = [];
  const dns = account.attributes['memberOf'] ?? [];
  for (let start = 0; start < dns.length; start += batch) {
    const read = dns.slice(start, start + batch).map((dn) => readGroup(directory, dn, home));
    memberships.push(...(await Promise.all(read)));
  }
  const rid = attributeOf(account, 'primaryGroupID');
  return rid === undefined ? memberships : [...memberships, await readPrimary(directory, sid, Number(rid))];
}

async function readGroup(directory: Directory, dn: string, home: string): Promise<Membership> {
  if (domainOf(dn) !== home) return { guid: null, sid: null, dn, name: nameIn(dn), keep: 'other-domain' };
  const group = await readExisting(directory, dn);
  return membershipOf(group, reasonOf(group));
}

async function readPrimary(directory: Directory, sid: string, rid: number): Promise<Membership> {
  return membershipOf(await readExisting(directory, `<SID=${siblingSid(sid, rid)}>`), 'primary');
}

/** A membership points at the group, so one that cannot be read is unknown, not gone. */
async function readExisting(directory: Directory, dn: string): Promise<DirectoryEntry> {
  try {
    return await directory.readDn(dn, groupAttributes);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw new ProviderError({
      system: 'active-directory',
      operation: 'read group',
      code: 'unreadable',
      message: `the account is a member of a group that cannot be read: ${dn}`,
    });
  }
}

function membershipOf(group: DirectoryEntry, keep: ReasonToKeep | null): Membership {
  const name = attributeOf(group, 'sAMAccountName') ?? nameIn(group.dn);
  const sid = attributeOf(group, 'objectSid') ?? null;
  return { guid: group.guid, sid, dn: group.dn, name, keep };
}

function reasonOf(group: DirectoryEntry): ReasonToKeep | null {
  if (protectedGroupName(attributeOf(group, 'objectSid') ?? '')) return 'protected';
  return isTrue(group, 'isCriticalSystemObject') ? 'system' : null;
}
