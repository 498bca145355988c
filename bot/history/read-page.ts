import { setImmediate as otherWork } from 'node:timers/promises';
import type { Entry } from '#storage/entry.ts';
import { BadPageKey, type HistoryPage, type LogStore } from '#storage/log-store.ts';
import { accepted, type Answer } from '../policy/refusal.ts';
import { badFilter } from './tab-query.ts';
import type { Question } from './tab-question.ts';

/**
 * Entries in the first look at the log, and most in one: so few that nobody waits for it who wrote to the bot meanwhile.
 * Most pages are found in the first, which costs least.
 */
const lookAtFirst = 500;
const lookAtMost = 10_000;
/** Looks a page may take; what it has not found then is found from its `next` on. */
const mostLooks = 50;

/** Which of these entries stand on the page, in their order. */
export type Choose<Row> = (entries: readonly Entry[]) => Promise<readonly Row[]>;

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly previous: string | null;
  /** True when what is rare was not found in what could be looked at: `next` goes on. */
  readonly isPart: boolean;
}

/** As many rows as asked for, or somewhat more, as long as there are some and looking for them does not take too long. */
export async function readPage<Row>(
  store: Pick<LogStore, 'history'>,
  question: Question,
  limit: number,
  choose: Choose<Row>,
): Promise<Answer<Page<Row>>> {
  const rows: Row[] = [];
  let first: HistoryPage | null = null;
  let next: string | null = question.page ?? null;
  for (let looks = 0; looks < mostLooks && rows.length < limit; looks++) {
    const lookAt = Math.min(lookAtFirst * 10 ** looks, lookAtMost);
    const page = await pageOf(store, {
      ...question,
      ...(next === null ? {} : { page: next }),
      limit,
      lookAt,
    });
    if (page === null) return badFilter('The page');
    first ??= page;
    rows.push(...(await choose(page.entries)));
    next = page.next;
    if (next === null) break;
    await otherWork();
  }
  const isPart = rows.length < limit && next !== null;
  return accepted({ rows, next, previous: first?.previous ?? null, isPart });
}

async function pageOf(
  store: Pick<LogStore, 'history'>,
  query: Parameters<LogStore['history']>[0],
): Promise<HistoryPage | null> {
  try {
    return await store.history(query);
  } catch (error) {
    if (error instanceof BadPageKey) return null;
    throw error;
  }
}
