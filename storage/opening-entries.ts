import type { Entry } from './entry.ts';
import type { Pseudonyms } from './history-scan.ts';
import type { KeyStore } from './key-store.ts';
import { type HistoryPage, type HistoryQuery, LogDamaged, type LogStore } from './log-store.ts';
import { type Keys, openEntry, subjectsOf } from './open-entry.ts';

/** Entries as a database holds them: what is sealed stays so. */
interface Sealed {
  readCase(caseId: string, after: number): Promise<readonly Entry[]> | readonly Entry[];
  history(query: HistoryQuery, pseudonyms: Pseudonyms): Promise<HistoryPage>;
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
      const { entries, ...others } = await sealed.history(query, await pseudonymsIn(query, keys));
      return { entries: await opened(entries), ...others };
    },
  };
}

/** Under which other id these people stand. Of one whose key is gone nobody can tell any more. */
async function pseudonymsIn(
  { leaverId, actorId }: HistoryQuery,
  keys: Pick<KeyStore, 'keyOf'>,
): Promise<Pseudonyms> {
  const [leaver, actor] = await Promise.all([subjectOf(leaverId, keys), subjectOf(actorId, keys)]);
  return { ...(leaver === undefined ? {} : { leaver }), ...(actor === undefined ? {} : { actor }) };
}

async function subjectOf(
  person: string | undefined,
  keys: Pick<KeyStore, 'keyOf'>,
): Promise<string | undefined> {
  return person === undefined ? undefined : (await keys.keyOf(person))?.subject;
}

function openOrSay(entry: Entry, keys: Keys): Entry {
  try {
    return openEntry(entry, keys);
  } catch (error) {
    throw new LogDamaged(entry._id, 'what is sealed in it does not open with its key', error);
  }
}
