import { setImmediate as otherWork } from 'node:timers/promises';
import type { Entry } from '../entry.ts';
import type { LogStore } from '../log-store.ts';
import type { MovedHead } from './checkpoint.ts';
import type { Covered } from './covered.ts';

/** Clocks of several instances differ: entries older than the newest checkpoint by less than this may be new. */
const skewMs = 10 * 60_000;
const pageSize = 1000;

/** A case that has grown. */
export interface Moved {
  readonly head: MovedHead;
  /** When it grew last. Whatever else was written before belongs to a case that comes before this one, or grew after it. */
  readonly at: string;
}

/**
 * Cases that have grown since the newest checkpoint, in the order in which they grew last.
 * An entry whose writer's clock was behind by more than ten minutes is found when its case grows again.
 */
export async function movedHeads(
  store: Pick<LogStore, 'history'>,
  covered: Covered,
): Promise<readonly Moved[]> {
  const found = new Map<string, Moved>();
  const since = covered.newest ? Date.parse(covered.newest.body.upTo) - skewMs : null;
  const from = since === null ? {} : { from: new Date(since).toISOString() };
  let page: string | null = null;
  do {
    const { entries, next } = await store.history({
      ...from,
      limit: pageSize,
      ...(page === null ? {} : { page }),
    });
    for (const entry of entries) take(found, entry, covered);
    page = next;
    // The first time it is the whole log.
    await otherWork();
  } while (page !== null);
  return [...found.values()].toReversed();
}

function take(found: Map<string, Moved>, { caseId, seq, hash, at }: Entry, covered: Covered): void {
  const before = found.get(caseId);
  const known = Math.max(before?.head[1] ?? 0, covered.head(caseId)?.seq ?? 0);
  if (seq > known) found.set(caseId, { head: [caseId, seq, hash], at: before?.at ?? at });
}
