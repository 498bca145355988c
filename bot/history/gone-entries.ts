import { erasedWord, lostWord } from '#cards/words.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';

/** The entries with the word that is true of them where their texts were: an erasure is said only where one is on record. */
export async function asRecorded(
  store: Pick<LogStore, 'history'>,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const gone = new Set(entries.flatMap(({ erased, subject }) => (erased && subject ? [subject] : [])));
  const asked = [...gone].map(async (subject) => {
    const found = await store.history({ subject, phases: ['erased'], limit: 1 });
    return found.entries.length > 0 ? [] : [subject];
  });
  const lost = new Set((await Promise.all(asked)).flat());
  return entries.map((entry) => (lost.has(entry.subject ?? '') ? withGoneWord(entry, lostWord) : entry));
}

/** Of an entry that nobody can read, the word in place of its texts. */
export function withGoneWord(entry: Entry, word: string): Entry {
  if (!entry.erased || word === erasedWord) return entry;
  const { actor, error } = entry;
  return {
    ...entry,
    leaver: { id: word, upn: word, name: word },
    ...(actor.name === erasedWord ? { actor: { ...actor, name: word } } : {}),
    ...(error ? { error: { ...error, operation: word, message: word } } : {}),
  };
}
