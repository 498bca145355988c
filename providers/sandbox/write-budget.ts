import type { Fate, FaultSettings } from './faults.ts';

/** Questions too long for a URL; all other POSTs to Graph change something. */
const asks = /\/(checkMemberGroups|getByIds)(\?|$)/;
const graphWrite = /^(POST|PATCH|PUT|DELETE) \/v1\.0\//;

/** Graph's budget of changes, as a bucket that fills again evenly: https://learn.microsoft.com/graph/throttling-limits */
export function within(
  { writes, perMs, left: first = writes }: NonNullable<FaultSettings['writeBudget']>,
  now: () => Date,
  fateOf: (call: string) => Fate,
): (call: string) => Fate {
  let left = first;
  let filledAt = now().getTime();
  return (call) => {
    const fate = fateOf(call);
    if (!graphWrite.test(call) || asks.test(call)) return fate;
    const time = now().getTime();
    left = Math.min(writes, left + ((time - filledAt) * writes) / perMs);
    filledAt = time;
    if (left >= 1) {
      left -= 1;
      return fate;
    }
    const retryAfterSeconds = Math.ceil(((1 - left) * perMs) / writes / 1000);
    return { ...fate, delivery: 'answered', executed: false, failure: { status: 429, retryAfterSeconds } };
  };
}
