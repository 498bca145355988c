import type { Caller } from '../policy/caller.ts';
import { notOwnCase } from '../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { CaseState, StepState } from '../workflow/case/case-state.ts';
import { mayConfirm } from './may-decide.ts';

/** Whether somebody may read all changes of a step: operators, auditors, and whoever must say yes to it. */
export function mayReadStep(state: CaseState, stepId: string, by: Caller): Answer<StepState> {
  if (!by.enabled) return refuse('approver-disabled', { who: by.name });
  const others = notOwnCase(state, by);
  if (!others.ok) return others;
  const step = state.steps.find((one) => one.step === stepId);
  if (by.roles.size === 0 && !(step && mayConfirm(state, step, by).ok))
    return refuse('no-role', { who: by.name });
  return step ? accepted(step) : refuse('no-such-step', { case: state.caseId, step: stepId });
}
