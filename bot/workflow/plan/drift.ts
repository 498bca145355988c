import { canonicalJson } from '#storage/seal.ts';
import type { ActionState, StepState } from '../case/case-state.ts';
import { changeRef } from '../case/change-ref.ts';
import type { EventData, PlannedAction, PlannedChange } from '../case/events.ts';
import { planned } from './plan.ts';
import { isUntouched } from '../case/steps.ts';

/**
 * What differs between the approved changes of an action and what it would do now; `null` when nothing does.
 * Changes that were already begun are not compared: they are observed one by one.
 */
export function driftOf(
  step: StepState,
  approved: ActionState,
  now: PlannedAction,
): EventData<'drifted'> | null {
  const begun = new Set(approved.changes.filter((one) => !isUntouched(one)).map(({ ref }) => ref));
  const before = approved.changes.filter(({ ref }) => !begun.has(ref)).map(({ change }) => change);
  const after = now.changes.filter(({ key }) => !begun.has(changeRef(now.action, key)));
  const added = missingFrom(before, after);
  const gone = missingFrom(after, before);
  if (added.length === 0 && gone.length === 0) return null;
  const changes = [...begunOf(approved), ...after];
  return { step: replanned(step, { ...now, changes }), added, gone };
}

/** What `right` has and `left` has not, in words. A thing that changed its shape counts on both sides. */
function missingFrom(left: readonly PlannedChange[], right: readonly PlannedChange[]): string[] {
  const known = new Set(left.map(approvedText));
  return right.filter((change) => !known.has(approvedText(change))).map(({ what }) => what);
}

/**
 * All of a change but its order: the work itself takes reasons to wait away (a group that has been handed over
 * needs no hand-over), and the order that was approved is the one in the log.
 */
function approvedText({ after: _order, ...change }: PlannedChange): string {
  return canonicalJson(change);
}

/**
 * The step with the drifted action as it is now and the others as they were approved. What was begun is named
 * as well: it may have to be sent again, and then under the approval that is asked for now.
 */
function replanned(step: StepState, drifted: PlannedAction): EventData<'drifted'>['step'] {
  const actions = step.actions.map((action) =>
    action.action === drifted.action ? drifted : asApproved(action),
  );
  return planned(step.step, actions);
}

function asApproved({ changes, skipped, ...action }: ActionState): PlannedAction {
  const untouched = changes.filter(isUntouched).map(({ change }) => change);
  return { ...action, changes: [...begunOf({ changes }), ...untouched], skipped: [...skipped] };
}

function begunOf({ changes }: Pick<ActionState, 'changes'>): readonly PlannedChange[] {
  return changes.filter((one) => !isUntouched(one)).map(({ change }) => change);
}
