import type { ActionState, CaseState, ChangeState, StepState } from './case-state.ts';

/** Questions about a case that several rules ask. Pure. */

export function changesOf(step: StepState): readonly ChangeState[] {
  return step.actions.flatMap((action) => action.changes);
}

export function allChanges(state: CaseState): readonly ChangeState[] {
  return state.steps.flatMap(changesOf);
}

/** Steps that were chosen and have something to change. */
export function chosenSteps(state: CaseState): readonly StepState[] {
  return state.steps.filter((step) => step.approval.status !== 'off' && changesOf(step).length > 0);
}

export interface Located {
  readonly step: StepState;
  readonly action: ActionState;
  readonly change: ChangeState;
}

export function locate(state: CaseState): readonly Located[] {
  return state.steps.flatMap((step) =>
    step.actions.flatMap((action) => action.changes.map((change) => ({ step, action, change }))),
  );
}

/** One change by its ref. Asked at every entry of a run, so it looks and builds nothing on the way. */
export function locateChange(state: CaseState, ref: string): Located | undefined {
  for (const step of state.steps) {
    for (const action of step.actions) {
      const change = action.changes.find((one) => one.ref === ref);
      if (change) return { step, action, change };
    }
  }
  return undefined;
}

/** The change is over and as wanted. */
export function isDone({ status }: ChangeState): boolean {
  return status === 'verified' || status === 'skipped';
}

/** Nothing was ever begun for it. What is to be tried again is `waiting` too, and may have happened. */
export function isUntouched({ status, attempts }: ChangeState): boolean {
  return status === 'waiting' && attempts === 0;
}

/** Something may have been sent for it, so it may have to be undone. */
export function wasSent({ status, attempts }: ChangeState): boolean {
  return attempts > 0 && sent.has(status);
}

const sent: ReadonlySet<ChangeState['status']> = new Set([
  'waiting',
  'verified',
  'applied',
  'unknown',
  'failed',
]);
