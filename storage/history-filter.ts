import type { CopiedField } from './copies.ts';
import type { Entry } from './entry.ts';
import type { HistoryPage, HistoryQuery } from './log-store.ts';
import { orderOf, pageKey } from './page-key.ts';

/** A question in the words of the stored fields, the same for every database. */
export interface HistoryFilter {
  readonly equal: readonly (readonly [field: CopiedField, value: string])[];
  readonly phases: readonly string[] | null;
  /** `order` from here on. */
  readonly from: string | null;
  /** `order` before this. */
  readonly before: string | null;
  /** One more than asked for: whether it is there tells whether a page follows. */
  readonly rows: number;
}

/** @throws BadPageKey; RangeError for a limit or time that is none */
export function historyFilter(query: HistoryQuery): HistoryFilter {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 1000) {
    throw new RangeError(`limit must be 1 to 1000, not ${query.limit}`);
  }
  const to = query.to === undefined ? null : instant(query.to);
  // A page key belongs to its question, so it lies before `to`.
  const before = query.page === undefined ? to : orderOf(query, query.page);
  return {
    equal: equalities(query),
    phases: query.phases ?? null,
    from: query.from === undefined ? null : instant(query.from),
    before,
    rows: query.limit + 1,
  };
}

/** Cuts what was read to the page asked for. */
export function historyPage(query: HistoryQuery, entries: readonly Entry[]): HistoryPage {
  const shown = entries.slice(0, query.limit);
  const last = shown.at(-1);
  const more = entries.length > query.limit && last !== undefined;
  return { entries: shown, next: more ? pageKey(query, `${last.at}#${last._id}`) : null };
}

function equalities(query: HistoryQuery): HistoryFilter['equal'] {
  const asked = [
    ['caseId', query.caseId],
    ['leaver.id', query.subject === undefined ? query.leaverId : undefined],
    ['subject', query.subject],
    ['actor.id', query.actorId],
    ['step', query.step],
    ['result', query.result],
  ] as const;
  return asked.flatMap(([field, value]) => (value === undefined ? [] : [[field, value] as const]));
}

/** Times are compared as text: all in one form, UTC with milliseconds. */
function instant(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) throw new RangeError(`not a time: ${time}`);
  return date.toISOString();
}
