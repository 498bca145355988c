import { plain } from '#cards/plain-text.ts';
import { refusalWords } from '#cards/refusals.ts';
import { LogDamaged } from '#storage/log-store.ts';
import type { Refusal, RefusalCode } from '../policy/refusal.ts';
import { refusalOf } from '../workflow/acts/refusal-of.ts';
import { ExportNotNoted } from './note-export.ts';
import { SignInDown } from './sign-in.ts';

/** What went wrong, for the page to show. */
export interface TabError {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly next: string;
}

/** An answer that is none, with its HTTP status. */
export interface Failure {
  readonly status: number;
  readonly error: TabError;
  /** Seconds after which asking again may help. */
  readonly retryAfter?: number;
}

const statuses: Partial<Record<RefusalCode, number>> = {
  'no-role': 403,
  'not-operator': 403,
  'own-case': 403,
  'approver-disabled': 403,
  'not-in-directory': 403,
  'not-found': 404,
  'no-such-case': 404,
  'system-unreadable': 503,
  'store-down': 503,
  'already-taking': 429,
  'too-many-takings': 429,
  'bot-stopping': 503,
};

/** When a list is taken nobody knows how long it takes: a browser that asks so often costs nothing. Seconds. */
const retryAfter = 15;

/** Whether somebody may not do what they asked for; all else is a question that leads nowhere, as a mistyped name. */
export function isAboutRights({ code }: Refusal): boolean {
  return statuses[code] === 403;
}

/** The way on where the chat's own leads to a command, which the tab has not. */
const wayOn: Partial<Record<RefusalCode, string>> = {
  'no-such-case': 'A case id looks like OFF-7K3QX.',
  'not-found':
    'Check the spelling, or type a whole name or sign-in name. Whoever left long ago is found by object id.',
  ambiguous: 'Choose who is meant, or type more of the name.',
  'too-long': 'Type a name, a sign-in name or an object id only.',
  'system-unreadable': 'Try again in a few minutes.',
};

/** What is said where the chat's own is untrue here: the chat asks the directory only, the tab the log as well. */
const ownText: Partial<Record<RefusalCode, (facts: Refusal['facts']) => string>> = {
  'not-found': ({ query = '' }) =>
    `I found nobody for “${plain(query, 240)}”: not in the newest entries of the log, among those with that part in a case, by the beginning of a name; and not in the directory, by a whole name.`,
};

export function refused(refusal: Refusal): Failure {
  const { code, facts } = refusal;
  const { title, text: inChat, next = '' } = refusalWords(refusal);
  const status = statuses[code] ?? 400;
  const error = { code, title, text: ownText[code]?.(facts) ?? inChat, next: wayOn[code] ?? next };
  return { status, error, ...(status === 429 ? { retryAfter } : {}) };
}

export const notSignedIn: Failure = {
  status: 401,
  error: {
    code: 'not-signed-in',
    title: 'You are not signed in',
    text: 'Teams did not say who you are, or what it said is no longer valid.',
    next: 'Open this tab in Microsoft Teams again.',
  },
};

const signInDown: Failure = {
  status: 503,
  error: {
    code: 'sign-in-down',
    title: 'I cannot tell who you are',
    text: 'Microsoft’s sign-in service does not answer.',
    next: 'Try again in a few minutes.',
  },
};

const broken: Failure = {
  status: 500,
  error: {
    code: 'broken',
    title: 'Something went wrong',
    text: 'That was not your fault. What happened is in the bot’s own log.',
    next: 'Try again; if it lasts, tell whoever looks after the bot.',
  },
};

/** What broke, without a word of what is nobody's business. */
export function failureOf(error: unknown): Failure {
  if (error instanceof SignInDown) return signInDown;
  if (error instanceof ExportNotNoted) return notNoted;
  if (error instanceof LogDamaged) return damaged(error);
  const refusal = refusalOf(error);
  if (refusal === null) return broken;
  return refusal.code === 'store-down' ? logDown : refused(refusal);
}

const notNoted: Failure = {
  status: 503,
  error: {
    code: 'export-not-noted',
    title: 'Nothing was exported',
    text: 'Who takes a list away is noted in the log first, and the log cannot be written at the moment.',
    next: 'Try again in a few minutes; if it lasts, tell whoever looks after the bot.',
  },
};

const logDown: Failure = {
  status: 503,
  error: {
    code: 'store-down',
    title: 'The log cannot be read',
    text: 'Its database does not answer.',
    next: 'Try again in a few minutes; if it lasts, tell whoever looks after the bot.',
  },
};

function damaged({ message }: LogDamaged): Failure {
  const next = 'Nothing of this list is shown until it is cleared up. Tell whoever looks after the bot.';
  return { status: 500, error: { code: 'log-damaged', title: 'The log was changed', text: message, next } };
}
