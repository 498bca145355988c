import type { AnyAction } from '#providers/action.ts';
import type { ActionState, CaseState, ChangeState, StepState } from '../case/case-state.ts';
import { chosenSteps, isDone } from '../case/steps.ts';

/** Changes of one action that may be worked on now. */
export interface Batch {
  readonly step: StepState;
  readonly action: ActionState;
  readonly refs: readonly string[];
}

/**
 * What may run now: approved, not finished, and everything it comes after is verified. An action that was
 * switched off or found nothing is no hindrance; one that failed, was rejected or is only `applied` is. In
 * catalogue order, whatever the steps: it is the order in which a system's lane takes them.
 */
export function readyBatches(state: CaseState, catalog: readonly AnyAction[]): readonly Batch[] {
  if (state.status !== 'working') return [];
  const done = finishedActions(state);
  const batches = chosenSteps(state).flatMap((step) =>
    step.actions.flatMap((action) => {
      const open =
        step.approval.status === 'approved' ? mayRun(action, catalog, done) : action.changes.filter(isAdrift);
      return open.length > 0 ? [{ step, action, refs: open.map(({ ref }) => ref) }] : [];
    }),
  );
  const place = ({ action }: Batch): number => catalog.findIndex(({ id }) => id === action.action);
  return batches.toSorted((a, b) => place(a) - place(b));
}

function mayRun(
  action: ActionState,
  catalog: readonly AnyAction[],
  done: (id: string) => boolean,
): readonly ChangeState[] {
  if (!comesAfter(action, catalog).every(done)) return [];
  return action.changes.filter(isOpen).filter(({ change }) => (change.after ?? []).every(done));
}

/** Sent, and its approval has ended since: looking what became of it needs nobody's word, only sending does. */
function isAdrift({ status }: ChangeState): boolean {
  return status === 'intended';
}

/** Not sent yet, or sent without a written outcome: to be observed first. */
export function isOpen({ status }: ChangeState): boolean {
  return status === 'waiting' || status === 'intended';
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
