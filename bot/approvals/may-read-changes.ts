import type { StepId } from '#providers/action.ts';
import type { Caller } from '../policy/caller.ts';
import { notOwnCase } from '../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { mayConfirm } from './may-decide.ts';

/**
 * Whether somebody may read all changes of a step, or, without one, of the whole plan: operators, auditors, and of a step
 * whoever must say yes to it. The answer names the step.
 */
export function mayReadChanges(
  state: CaseState,
  stepId: string | undefined,
  by: Caller,
): Answer<StepId | undefined> {
  if (!by.enabled) return refuse('approver-disabled', { who: by.name });
  const others = notOwnCase(state, by);
  if (!others.ok) return others;
  const step = state.steps.find((one) => one.step === stepId);
  if (by.roles.size === 0 && !(step && mayConfirm(state, step, by).ok))
    return refuse('no-role', { who: by.name });
  if (stepId === undefined) return accepted(undefined);
  return step ? accepted(step.step) : refuse('no-such-step', { case: state.caseId, step: stepId });
}
