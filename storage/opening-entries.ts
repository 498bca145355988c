import type { Entry } from './entry.ts';
import type { KeyStore } from './key-store.ts';
import { type HistoryPage, type HistoryQuery, LogDamaged, type LogStore } from './log-store.ts';
import { type Keys, openEntry, subjectsOf } from './open-entry.ts';
import { pageKey } from './page-key.ts';

/** Entries as a database holds them: what is sealed stays so. */
interface Sealed {
  readCase(caseId: string, after: number): Promise<readonly Entry[]> | readonly Entry[];
  history(query: HistoryQuery): Promise<HistoryPage> | HistoryPage;
}

/** Reads entries and opens them, with one question for all keys of a page. */
export function openingEntries(
  sealed: Sealed,
  keys: Pick<KeyStore, 'keyOf' | 'keysOf'>,
): Pick<LogStore, 'readCase' | 'history'> {
  async function opened(entries: readonly Entry[]): Promise<readonly Entry[]> {
    const subjects = subjectsOf(entries);
    if (subjects.length === 0) return entries;
    const found = await keys.keysOf(subjects);
    const bySubject: Keys = new Map(found.map((key) => [key.subject, key]));
    return entries.map((entry) => openOrSay(entry, bySubject));
  }

  return {
    readCase: async (caseId, after = 0) => opened(await sealed.readCase(caseId, after)),
    async history(query) {
      const key = isByPerson(query) ? await keys.keyOf(query.leaverId) : null;
      const pages = [await sealed.history(query)];
      if (key) pages.push(await sealed.history({ ...query, subject: key.subject }));
      const { entries, next } = merged(query, pages);
      return { entries: await opened(entries), next };
    },
  };
}

function isByPerson(query: HistoryQuery): query is HistoryQuery & { readonly leaverId: string } {
  return query.leaverId !== undefined && query.subject === undefined;
}

/** Pages of one question, as one page. */
function merged(query: HistoryQuery, pages: readonly HistoryPage[]): HistoryPage {
  const [first, ...more] = pages;
  if (first && more.length === 0) return first;
  const all = pages.flatMap(({ entries }) => entries).toSorted((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
  const entries = all.slice(0, query.limit);
  const last = entries.at(-1);
  const goesOn = all.length > entries.length || pages.some(({ next }) => next !== null);
  return { entries, next: goesOn && last ? pageKey(query, orderOf(last)) : null };
}

function orderOf({ at, _id }: Entry): string {
  return `${at}#${_id}`;
}

function openOrSay(entry: Entry, keys: Keys): Entry {
  try {
    return openEntry(entry, keys);
  } catch (error) {
    throw new LogDamaged(entry._id, 'what is sealed in it does not open with its key', error);
  }
}
