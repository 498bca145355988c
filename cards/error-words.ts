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

/** What a person can do about it; an undo has its own way to be tried again. */
export function errorAdvice(error: LoggedError, undoing = false): string {
  if (isNameTaken(error)) return nameTaken(undoing);
  if (error.status === 401 || error.status === 403) {
    return 'The bot may not do this: have an administrator check its permissions, then try again.';
  }
  if (willPass(error)) {
    return 'The system is busy or down: try again in a few minutes.';
  }
  return (
    codeAdvice[error.code] ??
    'Try again. If it fails the same way, give code and request id to whoever looks after the system.'
  );
}

/** Busy or down: nobody has to do anything but wait. */
export function willPass({ status }: LoggedError): boolean {
  return status === 429 || (status ?? 0) >= 500;
}

/** A move answered with entryAlreadyExists, with the Windows code for a name that is taken or with none. */
function isNameTaken({ system, operation, code }: LoggedError): boolean {
  return system === 'active-directory' && operation === 'move' && (code === '68' || code === '68/00002071');
}

function nameTaken(undoing: boolean): string {
  const [ou, then] = undoing
    ? ['the OU the account came from', 'ask for the undo once more']
    : ['the OU for disabled users', '“Try again”'];
  return `An object of that name is already in ${ou}: somebody must rename or move one of the two, then ${then}.`;
}

const codeAdvice: Readonly<Record<string, string>> = {
  timeout: 'The system did not answer in time: try again in a few minutes.',
  unreachable: 'The system cannot be reached: check network and address, then try again.',
  unreadable: 'The answer could not be understood: try again, and tell whoever looks after the bot.',
};
