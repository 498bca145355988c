import type { Entry } from './entry.ts';
import { after, historyScans, type Pseudonyms, type Scan } from './history-scan.ts';
import type { HistoryPage, HistoryQuery } from './log-store.ts';
import { pageKey, type Place, placeOf } from './page-key.ts';
import { readEntry, type StoredEntry } from './stored-entry.ts';

/** What a database found for one scan. */
export interface Found {
  /** In the scan's direction. */
  readonly rows: readonly Pick<StoredEntry, '_id' | 'raw' | 'hash'>[];
  /** `order` of the last entry that was looked at, where `lookAt` ended it; else `null`. */
  readonly reach: string | null;
}

type Ask = (scan: Scan) => Promise<Found>;

interface Piece {
  readonly entries: readonly Entry[];
  /** How far everything is known; `null` = to the end. */
  readonly reach: string | null;
}

/** One page, from as many scans as the question takes. @throws BadPageKey, RangeError, LogDamaged */
export async function historyPage(
  query: HistoryQuery,
  ask: Ask,
  pseudonyms: Pseudonyms = {},
): Promise<HistoryPage> {
  const place = query.page === undefined ? null : placeOf(query, query.page);
  const scans = historyScans(query, place, pseudonyms);
  const pieces = await Promise.all(scans.map(async (scan) => pieceOf(await ask(scan), scan.rows)));
  const { entries, reach } = joined(pieces, query.limit, place?.side === 'newer');
  if (place?.side !== 'newer') return pageFrom(query, entries, reach, place);
  // The newest there is: shown as the first page is, and not as what was left over from the other ones.
  if (reach === null) return historyPage(firstPage(query), ask, pseudonyms);
  return {
    entries: entries.toReversed(),
    next: pageKey(query, { side: 'older', order: orderOf(entries[0]) ?? after(place.order) }),
    previous: pageKey(query, { side: 'newer', order: reach }),
  };
}

function firstPage({ page: _page, ...query }: HistoryQuery): HistoryQuery {
  return query;
}

function pageFrom(
  query: HistoryQuery,
  entries: readonly Entry[],
  reach: string | null,
  place: Place | null,
): HistoryPage {
  // Seen from an empty page, the entry at its place is the first that is newer.
  const newerThan = orderOf(entries[0]) ?? place?.order.slice(0, -1);
  const hasNewer = place !== null && newerThan !== undefined;
  return {
    entries,
    next: reach === null ? null : pageKey(query, { side: 'older', order: reach }),
    previous: hasNewer ? pageKey(query, { side: 'newer', order: newerThan }) : null,
  };
}

function pieceOf({ rows, reach }: Found, asked: number): Piece {
  const entries = rows.map(readEntry);
  return { entries, reach: rows.length < asked ? reach : (orderOf(entries.at(-1)) ?? null) };
}

/** Of several pieces only that is sure which none of them ends before. */
function joined(pieces: readonly Piece[], limit: number, oldestFirst: boolean): Piece {
  const isBefore = (a: string, b: string): boolean => (oldestFirst ? a < b : a > b);
  const [nearest = null] = pieces
    .flatMap(({ reach }) => (reach === null ? [] : [reach]))
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
  const sure = pieces
    .flatMap(({ entries }) => entries)
    .map((entry) => [orderOf(entry) ?? '', entry] as const)
    .filter(([order]) => nearest === null || !isBefore(nearest, order))
    .toSorted(([a], [b]) => (isBefore(a, b) ? -1 : 1))
    .map(([, entry]) => entry);
  const entries = sure.slice(0, limit);
  return { entries, reach: sure.length > limit ? (orderOf(entries.at(-1)) ?? null) : nearest };
}

function orderOf(entry: Entry | undefined): string | undefined {
  return entry && `${entry.at}#${entry._id}`;
}
