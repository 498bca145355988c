import type { ActionState, ChangeState, StepState } from './case-state.ts';
import { changesOf, isUntouched } from './steps.ts';

/**
 * The actions of a step as they are planned now, with the story of everything that was begun in it: a change, or a whole
 * action, that is not planned any more may have happened all the same.
 */
export function keepingSent(
  fresh: readonly ActionState[],
  before: readonly ActionState[],
): readonly ActionState[] {
  const planned = new Set(fresh.map(({ action }) => action));
  const gone = before.filter(({ action }) => !planned.has(action)).map(onlyBegun);
  return [
    ...fresh.map((action) => withSent(action, before)),
    ...gone.filter(({ changes }) => changes.length > 0),
  ];
}

/** The same of a whole plan. */
export function keepingSentSteps(
  fresh: readonly StepState[],
  before: readonly StepState[],
): readonly StepState[] {
  const planned = new Set(fresh.map(({ step }) => step));
  const gone = before
    .filter((one) => !planned.has(one.step))
    .map((one) => withActions(one, keepingSent([], one.actions)));
  return [...fresh.map((one) => withSentOf(one, before)), ...gone.filter((one) => changesOf(one).length > 0)];
}

function withSentOf(fresh: StepState, before: readonly StepState[]): StepState {
  const old = before.find(({ step }) => step === fresh.step);
  return old ? withActions(fresh, keepingSent(fresh.actions, old.actions)) : fresh;
}

function withActions(step: StepState, actions: readonly ActionState[]): StepState {
  return { ...step, actions };
}

function withSent(fresh: ActionState, before: readonly ActionState[]): ActionState {
  const old = before.find(({ action }) => action === fresh.action);
  const done = old ? onlyBegun(old).changes : [];
  const begun = new Set(done.map(({ ref }) => ref));
  return { ...fresh, changes: [...done, ...fresh.changes.filter(({ ref }) => !begun.has(ref))] };
}

function onlyBegun(action: ActionState): ActionState {
  return { ...action, changes: action.changes.filter(wasBegun) };
}

function wasBegun(change: ChangeState): boolean {
  return change.intentAt !== undefined || !isUntouched(change);
}
