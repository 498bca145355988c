import type { Directory, DirectoryEntry } from '../systems.ts';
import { ProviderError } from '../provider-error.ts';
import { attributeOf } from './attribute-of.ts';
import { nameIn } from './distinguished-name.ts';
import { immutableIdOf } from './immutable-id.ts';
import { isEnabled } from './user-account-control.ts';

/** A user account as one looks it up, before it is known to be the leaver's. */
export interface FoundAccount {
  readonly guid: string;
  readonly sid: string;
  readonly dn: string;
  readonly accountName: string;
  readonly upn: string | null;
  readonly mail: string | null;
  readonly displayName: string;
  readonly enabled: boolean;
  /** What Entra shows as `onPremisesImmutableId` of the user that is synchronized from this account. */
  readonly immutableId: string;
}

const attributes = [
  'objectSid',
  'sAMAccountName',
  'userPrincipalName',
  'mail',
  'displayName',
  'userAccountControl',
  'mS-DS-ConsistencyGuid',
] as const;

/** Accounts whose account name, UPN, mail address or display name is `text`, exactly. */
export async function findAccounts(directory: Directory, text: string): Promise<readonly FoundAccount[]> {
  const entries = await directory.findUsers(text, attributes);
  return entries.map(accountOf);
}

/** @throws ProviderError with `absent` when there is no such object */
export async function readAccountByGuid(directory: Directory, guid: string): Promise<FoundAccount> {
  return accountOf(await directory.read(guid, attributes));
}

function accountOf(entry: DirectoryEntry): FoundAccount {
  return {
    guid: entry.guid,
    sid: required(entry, 'objectSid'),
    dn: entry.dn,
    accountName: required(entry, 'sAMAccountName'),
    upn: attributeOf(entry, 'userPrincipalName') ?? null,
    mail: attributeOf(entry, 'mail') ?? null,
    displayName: attributeOf(entry, 'displayName') ?? nameIn(entry.dn),
    enabled: isEnabled(attributeOf(entry, 'userAccountControl')),
    immutableId: attributeOf(entry, 'mS-DS-ConsistencyGuid') ?? immutableIdOf(entry.guid),
  };
}

function required(entry: DirectoryEntry, name: string): string {
  const value = attributeOf(entry, name);
  if (value !== undefined) return value;
  throw new ProviderError({
    system: 'active-directory',
    operation: 'read user account',
    code: 'unreadable',
    message: `the account has no readable ${name}`,
  });
}
