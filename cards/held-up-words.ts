import type { LoggedError } from '#storage/entry.ts';
import { errorWords, requestWords } from './error-words.ts';
import { clockTime } from './times.ts';

/**
 * What the system said that cannot be read, and when it is tried again. Once that time has come or somebody asks for
 * it, it is being tried: whether it works is seen when the hold is gone or there is a later time.
 */
export function heldUpWords(
  until: string,
  error: LoggedError,
  now: Date,
): { readonly said: string; readonly next: string; readonly trying: boolean } {
  const trying = Date.parse(until) <= now.getTime();
  const next = trying
    ? `It is being tried again since ${clockTime(until)}.`
    : `I try again by myself, next at ${clockTime(until)}.`;
  return { said: `${errorWords(error)}\n${requestWords(error)}`, next, trying };
}
