import type { z } from 'zod';
import { actor, draft, type Entry, loggedError } from './entry.ts';
import { openText, type Secret } from './person-key.ts';

/** Keys by the subject that entries name. Whom it lacks has none any more. */
export type Keys = ReadonlyMap<string, Secret>;

/** Stands where the key to a text is gone. */
export const erasedWord = '[erased]';

/** What is left of a leaver whose key is gone. */
export const erasedPerson = { id: erasedWord, upn: erasedWord, name: erasedWord } as const;

const hidden = draft.pick({ leaver: true, change: true, reason: true, data: true }).extend({
  actor: actor.optional(),
  error: loggedError.pick({ operation: true, message: true }).optional(),
});
type Hidden = z.infer<typeof hidden>;

/**
 * The entry as it was written. Where the key is gone it is marked `erased`: then only what stands in the clear is there,
 * and what is missing says nothing. @throws when the key is there and does not open it
 */
export function openEntry(entry: Entry, keys: Keys): Entry {
  if (entry.sealed === undefined) return entry;
  const key = keys.get(entry.subject ?? '');
  if (key === undefined) return { ...entry, ...erasedFields(entry), erased: true };
  return withHidden(entry, hidden.parse(JSON.parse(openText(entry.sealed, entry._id, key))));
}

/** Subjects whose keys are needed to read these. */
export function subjectsOf(entries: readonly Entry[]): readonly string[] {
  const sealed = entries.filter((entry) => entry.sealed !== undefined);
  return [...new Set(sealed.flatMap(({ subject }) => subject ?? []))];
}

function withHidden(entry: Entry, { error, actor = entry.actor, ...rest }: Hidden): Entry {
  const told = error && entry.error ? { error: { ...entry.error, ...error } } : {};
  return { ...entry, ...rest, actor, ...told };
}

function erasedFields({ actor, subject, error }: Entry): Partial<Entry> {
  const isLeaver = actor.id === subject;
  return {
    leaver: erasedPerson,
    ...(isLeaver ? { actor: { id: actor.id, name: erasedWord } } : {}),
    ...(error ? { error: { ...error, operation: erasedWord, message: erasedWord } } : {}),
  };
}
