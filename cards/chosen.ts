import type { ActionState, CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';

/** The actions of a step that the operator left switched on. */
export function chosenActions(step: StepState, state: CaseState): readonly ActionState[] {
  if (step.approval.status === 'off' || state.off.has(step.step)) return [];
  return step.actions.filter((action) => !state.off.has(action.action));
}

export function chosenChanges(step: StepState, state: CaseState): readonly ChangeState[] {
  return chosenActions(step, state).flatMap((action) => action.changes);
}

/** All changes of the case that are meant to be made. */
export function allChosen(state: CaseState): readonly ChangeState[] {
  return state.steps.flatMap((step) => chosenChanges(step, state));
}
