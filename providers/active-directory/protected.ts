import type { Directory } from '../systems.ts';
import { attributeOf, isTrue } from './attribute-of.ts';
import { protectedGroupName } from './protected-groups.ts';
import { ridOf } from './sid-text.ts';

export interface ProtectionReason {
  readonly code:
    | 'own-account'
    | 'protected-group'
    | 'built-in-account'
    | 'system-object'
    | 'service-account'
    | 'not-a-person'
    | 'admin-count';
  /** `refuse`: never touched. `ask`: a sign that is no proof, for a person to judge. */
  readonly verdict: 'refuse' | 'ask';
  /** What was seen: a group's name, a number of service names. Plain text. */
  readonly detail: string;
}

/** What the rule looks at. */
export interface ProtectionFacts {
  readonly sid: string;
  /** Of whoever is logged on for the bot: the account's and its groups'. */
  readonly ownSids: readonly string[];
  /** Nested groups and the primary one too. */
  readonly groupSids: readonly string[];
  readonly isCriticalSystemObject: boolean;
  readonly servicePrincipalNames: readonly string[];
  readonly adminCount: boolean;
  readonly objectClasses: readonly string[];
}

const attributes = [
  'objectSid',
  'isCriticalSystemObject',
  'servicePrincipalName',
  'adminCount',
  'objectClass',
] as const;

/** Why this account should be left alone; empty for an ordinary person. */
export async function readDirectoryProtection(
  directory: Directory,
  guid: string,
): Promise<readonly ProtectionReason[]> {
  const [account, groupSids, ownSids] = await Promise.all([
    directory.read(guid, attributes),
    directory.groupSids(guid),
    directory.ownSids(),
  ]);
  return protectionReasons({
    sid: attributeOf(account, 'objectSid') ?? '',
    ownSids,
    groupSids,
    isCriticalSystemObject: isTrue(account, 'isCriticalSystemObject'),
    servicePrincipalNames: account.attributes['servicePrincipalName'] ?? [],
    adminCount: Number(attributeOf(account, 'adminCount') ?? 0) > 0,
    objectClasses: account.attributes['objectClass'] ?? [],
  });
}

/** Pure. `adminCount` outlives the membership that set it, so alone it only asks. */
export function protectionReasons(facts: ProtectionFacts): readonly ProtectionReason[] {
  const certain = [...byGroup(facts), ...byAccount(facts), ...byKind(facts)];
  if (certain.length > 0 || !facts.adminCount) return certain;
  return [
    { code: 'admin-count', verdict: 'ask', detail: 'adminCount is set: it is or was an administrator' },
  ];
}

function byGroup({ groupSids }: ProtectionFacts): ProtectionReason[] {
  const names = groupSids.map(protectedGroupName).filter((name) => name !== null);
  return [...new Set(names)].map((detail) => ({ code: 'protected-group', verdict: 'refuse', detail }));
}

const builtInAccounts: ReadonlyMap<number, string> = new Map([
  [500, 'Administrator'],
  [502, 'krbtgt'],
]);

function byAccount({ sid, ownSids, isCriticalSystemObject }: ProtectionFacts): ProtectionReason[] {
  if (ownSids.includes(sid)) {
    return [{ code: 'own-account', verdict: 'refuse', detail: 'the bot itself works with it' }];
  }
  const name = builtInAccounts.get(ridOf(sid));
  if (name) return [{ code: 'built-in-account', verdict: 'refuse', detail: name }];
  if (!isCriticalSystemObject) return [];
  return [{ code: 'system-object', verdict: 'refuse', detail: 'a part of Windows itself' }];
}

/** Managed service accounts are computers as well. */
const machineClasses = new Set(['computer', 'trusteddomain']);

function byKind({ servicePrincipalNames, objectClasses }: ProtectionFacts): ProtectionReason[] {
  const machine = objectClasses.find((name) => machineClasses.has(name.toLowerCase()));
  if (machine) return [{ code: 'not-a-person', verdict: 'refuse', detail: machine }];
  if (servicePrincipalNames.length === 0) return [];
  const detail = `runs ${servicePrincipalNames.length} service name(s)`;
  return [{ code: 'service-account', verdict: 'refuse', detail }];
}
