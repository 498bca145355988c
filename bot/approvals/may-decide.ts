import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { CaseState, StepState } from '../workflow/case/case-state.ts';
import { requesters } from './requesters.ts';

export interface Verdict {
  readonly by: Caller;
  readonly step: string;
  /** Hash of the changes on the card that was clicked; absent for a typed decision. */
  readonly hash?: string;
  readonly now: Date;
}

/**
 * Whether this person may approve or reject this step now: the stored case decides, nothing the card says. Neither where
 * the click came from nor how soon: who clicked is proven by Teams, and seven requests at once are answered by the second
 * one within moments. The log has the times of request and answer, for whoever finds them too close.
 */
export function mayDecide(state: CaseState, verdict: Verdict): Answer<StepState> {
  const { by, now, hash } = verdict;
  const step = state.steps.find((one) => one.step === verdict.step);
  if (state.status === 'closed') return refuse('case-ended', { case: state.caseId });
  if (!step) return refuse('no-such-step', { case: state.caseId, step: verdict.step });
  if (!by.enabled) return refuse('approver-disabled', { who: by.name });
  const person = mayConfirm(state, step, by);
  if (!person.ok) return person;
  const open = stillOpen(step, state);
  if (!open.ok) return open;
  if (hash !== undefined && hash !== step.hash)
    return refuse('plan-changed', { case: state.caseId, step: step.step });
  const deadline = step.approval.deadline;
  if (deadline !== undefined && now.toISOString() > deadline) {
    return refuse('approval-expired', { case: state.caseId, step: step.step, until: deadline });
  }
  return accepted(step);
}

function stillOpen(step: StepState, state: CaseState): Answer<null> {
  const { status, decidedBy, decidedAt, deadline } = step.approval;
  const facts = { case: state.caseId, step: step.step };
  const atWork = state.status === 'working' || state.status === 'attention';
  if (status === 'asked' && atWork) return accepted(null);
  if (status === 'expired') return refuse('approval-expired', { ...facts, until: deadline ?? '' });
  if (status === 'approved' || status === 'rejected') {
    return refuse('already-decided', {
      ...facts,
      who: decidedBy?.name ?? '',
      when: decidedAt ?? '',
      decision: status,
    });
  }
  return refuse('wrong-moment', facts);
}

/** Whether the answer to this step is this person's to give, open or not. The case about oneself is met before. */
export function mayConfirm(state: CaseState, step: StepState, by: Caller): Answer<null> {
  const { policy, approver } = step.approval;
  const facts = { case: state.caseId, step: step.step, approver: whoseAnswer(step, by) };
  if (policy === undefined) return refuse('wrong-moment', facts);
  if (policy === 'operator') return by.roles.has('operator') ? accepted(null) : refuse('not-approver', facts);
  if (approver && by.id !== approver.id) return refuse('not-approver', facts);
  if (approver && policy === 'manager') return accepted(null);
  // Whoever was named, four eyes are those of two operators.
  if (!by.roles.has('operator')) return refuse('not-approver', facts);
  return requesters(state).has(by.id) ? refuse('second-person-needed', facts) : accepted(null);
}

/** In words. Who was asked as an operator and is none any more is not told that it is up to them. */
function whoseAnswer({ approval: { policy, approver } }: StepState, by: Caller): string {
  if (policy === 'operator') return 'an operator';
  return approver && approver.id !== by.id ? approver.name : 'a second operator';
}
