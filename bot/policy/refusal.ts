/** Why an act was refused, as a value: expected outcomes are not exceptions. The sentence is made in cards/. */
export const refusalCodes = [
  'empty-query',
  'too-long',
  'not-found',
  'ambiguous',
  'not-in-entra',
  'mismatch',
  'oneself',
  'protected',
  'already-open',
  'too-many-cases',
  'no-role',
  'not-operator',
  'not-approver',
  'own-case',
  'second-person-needed',
  'approver-disabled',
  'not-in-directory',
  'no-such-case',
  'no-part',
  'no-such-step',
  'step-missing',
  'case-ended',
  'wrong-moment',
  'already-decided',
  'rejected-before',
  'cannot-succeed',
  'cannot-be-named',
  'already-frozen',
  'plan-changed',
  'changes-unseen',
  'approval-expired',
  'reason-missing',
  'undo-pending',
  'undo-while-open',
  'nothing-to-undo',
  'no-such-change',
  'no-way-back',
  'nothing-to-do',
  'private-chat-only',
  'bad-period',
  'already-taking',
  'too-many-takings',
  'bot-stopping',
  'being-erased',
  'cannot-be-erased',
  'kept-by-hold',
  'kept-by-retention',
  'names-the-person',
  'no-legal-hold',
  'malformed',
  'bad-filter',
  'system-unreadable',
  'store-down',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** What the sentence needs: names, times, case ids. Plain text, never markup. */
  readonly facts: Readonly<Record<string, string>>;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export function accepted<T>(value: T): Answer<T> {
  return { ok: true, value };
}

export function refuse(code: RefusalCode, facts: Refusal['facts'] = {}): Answer<never> {
  return { ok: false, refusal: { code, facts } };
}
