import type { LogStore } from '../log-store.ts';
import type { MovedHead } from './checkpoint.ts';
import type { Covered } from './covered.ts';

/** Clocks of several instances differ: entries older than the newest checkpoint by less than this may be new. */
const skewMs = 10 * 60_000;
const pageSize = 1000;

/**
 * Cases that have grown since the newest checkpoint, oldest first.
 * An entry whose writer's clock was behind by more than ten minutes is found when its case grows again.
 */
export async function movedHeads(
  store: Pick<LogStore, 'history'>,
  covered: Covered,
): Promise<readonly MovedHead[]> {
  const found = new Map<string, MovedHead>();
  const since = covered.newest ? Date.parse(covered.newest.body.upTo) - skewMs : null;
  const from = since === null ? {} : { from: new Date(since).toISOString() };
  let page: string | null = null;
  do {
    const { entries, next } = await store.history({
      ...from,
      limit: pageSize,
      ...(page === null ? {} : { page }),
    });
    for (const { caseId, seq, hash } of entries) {
      const known = Math.max(found.get(caseId)?.[1] ?? 0, covered.head(caseId)?.seq ?? 0);
      if (seq > known) found.set(caseId, [caseId, seq, hash]);
    }
    page = next;
  } while (page !== null);
  return [...found.values()].toReversed();
}
