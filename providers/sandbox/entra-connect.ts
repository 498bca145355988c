import type { Company } from './company.ts';
import { immutableIdOf } from './graph-fresh-users.ts';
import { settleGroupLicences } from './graph-membership.ts';
import type { GraphUser } from './graph-things.ts';

const disabledBit = 0x2;

/**
 * One cycle of Entra Connect, which in life runs every half hour: what Active Directory masters is copied to
 * Entra. An account that is still enabled there is enabled here again, whoever blocked it.
 */
export function syncOnce(company: Company, now: Date): void {
  const { graph, directory } = company;
  const objects = Object.values(directory.objects);
  const userIds = new Map(graph.users.map((user) => [user.onPremisesImmutableId, user.id]));
  const byAnchor = new Map(objects.map((one) => [immutableIdOf(one.guid), one]));
  const bySid = new Map(objects.map((one) => [one.attributes['objectSid']?.[0], one]));
  const at = `${now.toISOString().slice(0, 19)}Z`;
  for (const user of graph.users) {
    const account = byAnchor.get(user.onPremisesImmutableId ?? '');
    if (account) syncUser(user, account.attributes['userAccountControl']?.[0], at);
  }
  for (const group of graph.groups) {
    const mastered = bySid.get(group.onPremisesSecurityIdentifier ?? '');
    if (!mastered) continue;
    graph.members[group.id] = mastered.members.flatMap((guid) => userIds.get(immutableIdOf(guid)) ?? []);
    group.onPremisesLastSyncDateTime = at;
  }
  for (const user of graph.users) settleGroupLicences(graph, user, now);
}

function syncUser(user: GraphUser, flags: string | undefined, at: string): void {
  if (flags !== undefined) user.accountEnabled = (Number(flags) & disabledBit) === 0;
  user.onPremisesLastSyncDateTime = at;
}
