import { erasedWord } from '#cards/words.ts';
import type { Actor, Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import { type Erased, erasedIn, goneWord } from '../report/erased.ts';
import type { CaseState } from '../workflow/case/case-state.ts';

/** Why a case cannot be read any more, as the tab says it. */
export interface Gone {
  readonly kind: Erased['kind'];
  /** Stands where a text was. */
  readonly word: string;
  /** Who confirmed the erasure, and when; `null` where no erasure is on record. */
  readonly by: Actor | null;
  readonly at: string | null;
}

/** `null` of a case that can be read. */
export function goneIn(state: CaseState): Gone | null {
  const erased = erasedIn(state);
  if (!erased) return null;
  const word = goneWord(erased);
  if (erased.kind === 'key lost') return { kind: erased.kind, word, by: null, at: null };
  return { kind: erased.kind, word, by: erased.confirmedBy, at: erased.at };
}

/** The entry with the word that is true of it where its texts were: an erasure is said only where one is on record. */
export function withGoneWord(entry: Entry, word: string): Entry {
  if (!entry.erased || word === erasedWord) return entry;
  const { leaver, actor, error } = entry;
  return {
    ...entry,
    ...(leaver ? { leaver: { id: word, upn: word, name: word } } : {}),
    actor: actor.name === erasedWord ? { ...actor, name: word } : actor,
    ...(error ? { error: { ...error, operation: word, message: word } } : {}),
  };
}

/** Of each of these entries that cannot be read, by its subject, the word that stands for its texts. */
export async function goneWords(
  store: Pick<LogStore, 'history'>,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const subjects = new Set(entries.flatMap(({ erased, subject }) => (erased && subject ? [subject] : [])));
  const words = [...subjects].map(async (subject) => {
    const { entries: found } = await store.history({ subject, phases: ['erased'], limit: 1 });
    return [subject, found.length > 0 ? erasedWord : lostWord] as const;
  });
  return new Map(await Promise.all(words));
}

const lostWord = goneWord({ kind: 'key lost' });
