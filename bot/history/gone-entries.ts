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
  return entries.map((entry) =>
    entry.erased && entry.subject !== undefined && lost.has(entry.subject) ? asLost(entry) : entry,
  );
}

function asLost(entry: Entry): Entry {
  const { actor, error } = entry;
  return {
    ...entry,
    leaver: { id: lostWord, upn: lostWord, name: lostWord },
    ...(actor.name === erasedWord ? { actor: { ...actor, name: lostWord } } : {}),
    ...(error ? { error: { ...error, operation: lostWord, message: lostWord } } : {}),
  };
}
