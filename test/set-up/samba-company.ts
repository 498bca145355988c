import { immutableIdOf } from '#providers/active-directory/immutable-id.ts';
import { personOf } from '#providers/sandbox/people.ts';
import type { Directory } from '#providers/systems.ts';
import { readProtection } from '#bot/workflow/approve/read-protection.ts';
import type { World } from '#bot/workflow/world.ts';
import type { SeededAccount } from './samba-seed.ts';
import type { Sandbox } from './sandbox-world.ts';

/** The same world with another Active Directory: for its actions, and for whom the bot never touches. */
export function withDirectory<W extends World>(world: W, directory: Directory): W {
  const systems = { ...world.systems, directory };
  return { ...world, systems, protection: (leaver) => readProtection(systems, leaver) };
}

/** From now on Entra has this person from that account, and in no group that comes from another directory. */
export function anchor(sandbox: Sandbox, key: string, account: SeededAccount): void {
  const { users, groups, members } = sandbox.company().graph;
  const { id } = personOf(key);
  const user = users.find((one) => one.id === id);
  if (!user) throw new Error(`Entra knows nobody called ${key}`);
  user.onPremisesSyncEnabled = true;
  user.onPremisesImmutableId = immutableIdOf(account.guid);
  user.onPremisesSecurityIdentifier = account.sid;
  user.onPremisesSamAccountName = account.accountName;
  for (const group of groups.filter((one) => one.onPremisesSyncEnabled)) {
    members[group.id] = (members[group.id] ?? []).filter((member) => member !== id);
  }
}
