import { canonicalJson } from '#storage/seal.ts';
import type { ActionState, StepState } from './case-state.ts';
import { changeRef } from './change-ref.ts';
import type { EventData, PlannedAction, PlannedChange } from './events.ts';
import { planned } from './plan.ts';

/**
 * What differs between the approved changes of an action and what it would do now; `null` when nothing does.
 * Changes that were already sent are not compared: they are observed one by one.
 */
export function driftOf(
  step: StepState,
  approved: ActionState,
  now: PlannedAction,
): EventData<'drifted'> | null {
  const sent = new Set(approved.changes.filter(({ status }) => status !== 'waiting').map(({ ref }) => ref));
  const before = approved.changes.filter(({ ref }) => !sent.has(ref)).map(({ change }) => change);
  const after = now.changes.filter(({ key }) => !sent.has(changeRef(now.action, key)));
  const added = missingFrom(before, after);
  const gone = missingFrom(after, before);
  if (added.length === 0 && gone.length === 0) return null;
  return { step: replanned(step, { ...now, changes: after }), added, gone };
}

/** What `right` has and `left` has not, in words. A thing that changed its shape counts on both sides. */
function missingFrom(left: readonly PlannedChange[], right: readonly PlannedChange[]): string[] {
  const known = new Set(left.map(canonicalJson));
  return right.filter((change) => !known.has(canonicalJson(change))).map(({ what }) => what);
}

/** The step with the drifted action as it is now and the others as they were approved, less what was sent. */
function replanned(step: StepState, drifted: PlannedAction): EventData<'drifted'>['step'] {
  const actions = step.actions.map((action) => (action.action === drifted.action ? drifted : unsent(action)));
  return planned(step.step, actions);
}

function unsent({ changes, skipped, ...action }: ActionState): PlannedAction {
  const waiting = changes.filter(({ status }) => status === 'waiting').map(({ change }) => change);
  return { ...action, changes: waiting, skipped: [...skipped] };
}
