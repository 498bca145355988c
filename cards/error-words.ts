import type { LoggedError } from '#storage/entry.ts';
import { plain } from './plain-text.ts';
import { systemName } from './words.ts';

/** `Exchange Online said Authorization_RequestDenied (403): Insufficient privileges`. */
export function errorWords(error: LoggedError): string {
  const status = error.status === undefined ? '' : ` (${error.status})`;
  return `${systemName(plain(error.system, 40))} said ${plain(error.code, 80)}${status}: ${plain(error.message, 240)}`;
}

/** What its support needs to find the call. */
export function requestWords(error: LoggedError): string {
  const id = error.requestId ? `Request id ${plain(error.requestId, 80)}` : 'No request id was given';
  return `${id} · ${plain(error.operation, 80)}`;
}

interface Advice {
  /** True when putting back is what failed. */
  readonly undoing?: boolean;
  /** How it is tried once more: `“Try again”`, or a command. */
  readonly again?: string;
}

/** What a person can do about it. */
export function errorAdvice(
  error: LoggedError,
  { undoing = false, again = '“Try again”' }: Advice = {},
): string {
  if (isNameTaken(error)) {
    const ou = undoing ? 'the OU the account came from' : 'the OU for disabled users';
    return `An object of that name is already in ${ou}: somebody must rename or move one of the two, then ${again}.`;
  }
  if (error.status === 401 || error.status === 403) {
    return `The bot may not do this: have an administrator check its permissions, then ${again}.`;
  }
  if (willPass(error)) return `The system is busy or down. In a few minutes: ${again}.`;
  const known = Object.hasOwn(codeAdvice, error.code) ? codeAdvice[error.code] : undefined;
  if (known) return `${known}, then ${again}.`;
  return `Next: ${again}. If it fails the same way, give code and request id to whoever looks after the system.`;
}

/** Busy or down: nobody has to do anything but wait. */
export function willPass({ status }: LoggedError): boolean {
  return status === 429 || (status ?? 0) >= 500;
}

/** A move answered with entryAlreadyExists, with the Windows code for a name that is taken or with none. */
function isNameTaken({ system, operation, code }: LoggedError): boolean {
  return system === 'active-directory' && operation === 'move' && (code === '68' || code === '68/00002071');
}

const codeAdvice: Readonly<Record<string, string>> = {
  timeout: 'The system did not answer in time: wait a few minutes',
  unreachable: 'The system cannot be reached: check network and address',
  unreadable: 'The answer could not be understood: tell whoever looks after the bot',
};
