import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { CaseState, StepState } from '../workflow/case-state.ts';

/** Whether somebody may read all changes of a step: operators, auditors, and whoever must say yes to it. */
export function mayReadStep(state: CaseState, stepId: string, by: Caller): Answer<StepState> {
  const step = state.steps.find((one) => one.step === stepId);
  if (!step) return refuse('no-such-step', { case: state.caseId, step: stepId });
  if (!by.enabled) return refuse('approver-disabled', { who: by.name });
  if (by.roles.size > 0 || step.approval.approver?.id === by.id) return accepted(step);
  return refuse('no-role', { who: by.name });
}
