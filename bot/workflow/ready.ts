import type { AnyAction } from '#providers/action.ts';
import type { ActionState, CaseState, ChangeState, StepState } from './case-state.ts';
import { chosenSteps, isDone } from './steps.ts';

/** Changes of one action that may be worked on now. */
export interface Batch {
  readonly step: StepState;
  readonly action: ActionState;
  readonly refs: readonly string[];
}

/**
 * What may run now: approved, not finished, and everything it comes after is verified. An action that was
 * switched off or found nothing is no hindrance; one that failed, was rejected or is only `applied` is.
 */
export function readyBatches(state: CaseState, catalog: readonly AnyAction[]): readonly Batch[] {
  const done = finishedActions(state);
  return chosenSteps(state)
    .filter((step) => step.approval.status === 'approved')
    .flatMap((step) =>
      step.actions.flatMap((action) => {
        if (!comesAfter(action, catalog).every((id) => done(id))) return [];
        const open = action.changes.filter(isOpen).filter(({ change }) => (change.after ?? []).every(done));
        return open.length > 0 ? [{ step, action, refs: open.map(({ ref }) => ref) }] : [];
      }),
    );
}

/** Not sent yet, or sent without a written outcome: to be observed first. */
export function isOpen({ status }: ChangeState): boolean {
  return status === 'waiting' || status === 'intended';
}

/** Accepted and not seen yet: to be looked at again. */
export function isUnseen({ status }: ChangeState): boolean {
  return status === 'applied';
}

function comesAfter(action: ActionState, catalog: readonly AnyAction[]): readonly string[] {
  return catalog.find((one) => one.id === action.action)?.after ?? [];
}

function finishedActions(state: CaseState): (id: string) => boolean {
  const chosen = new Map(
    chosenSteps(state).flatMap((step) => step.actions.map((action) => [action.action, action])),
  );
  return (id) => (chosen.get(id)?.changes ?? []).every(isDone);
}
