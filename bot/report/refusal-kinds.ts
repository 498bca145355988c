import type { Entry } from '#storage/entry.ts';
import type { RefusalCode } from '../policy/refusal.ts';
import { eventData } from '../workflow/case/events.ts';

/** What was refused: something the person has no right to, a slip of the hand, or what could not be done at that time. */
export type RefusalKind = 'notAllowed' | 'mistyped' | 'notThen';
export type RefusalTally = Record<RefusalKind, number>;

const kinds: Readonly<Record<RefusalCode, RefusalKind>> = {
  'empty-query': 'mistyped',
  'too-long': 'mistyped',
  'not-found': 'mistyped',
  ambiguous: 'mistyped',
  'not-in-entra': 'mistyped',
  mismatch: 'mistyped',
  oneself: 'notAllowed',
  protected: 'notAllowed',
  'already-open': 'notThen',
  'too-many-cases': 'notAllowed',
  'no-role': 'notAllowed',
  'not-operator': 'notAllowed',
  'not-approver': 'notAllowed',
  'own-case': 'notAllowed',
  'second-person-needed': 'notAllowed',
  'approver-disabled': 'notAllowed',
  'not-in-directory': 'notAllowed',
  'no-such-case': 'mistyped',
  'no-part': 'mistyped',
  'no-such-step': 'mistyped',
  'step-missing': 'mistyped',
  'case-ended': 'notThen',
  'wrong-moment': 'notThen',
  'already-decided': 'notThen',
  'rejected-before': 'notAllowed',
  'cannot-succeed': 'notThen',
  'cannot-be-named': 'mistyped',
  'already-frozen': 'notThen',
  'plan-changed': 'notThen',
  'changes-unseen': 'notThen',
  'approval-expired': 'notThen',
  'reason-missing': 'mistyped',
  'undo-pending': 'notThen',
  'undo-while-open': 'notThen',
  'nothing-to-undo': 'notThen',
  'no-such-change': 'mistyped',
  'no-way-back': 'notThen',
  'nothing-to-do': 'notThen',
  'private-chat-only': 'notAllowed',
  'bad-period': 'mistyped',
  'already-taking': 'notThen',
  'too-many-takings': 'notThen',
  'bot-stopping': 'notThen',
  'being-erased': 'notThen',
  'cannot-be-erased': 'notAllowed',
  'kept-by-hold': 'notAllowed',
  'kept-by-retention': 'notAllowed',
  'names-the-person': 'mistyped',
  'no-legal-hold': 'mistyped',
  malformed: 'mistyped',
  'bad-filter': 'mistyped',
  'system-unreadable': 'notThen',
  'store-down': 'notThen',
};

/** A code of another version counts as what somebody may not: it is looked at, and not passed over. */
export function refusalKind({ data, erased }: Entry): RefusalKind {
  const read = erased ? null : eventData.refused.safeParse(data);
  const code = read?.success ? read.data.code : '';
  return Object.hasOwn(kinds, code) ? kinds[code as RefusalCode] : 'notAllowed';
}
