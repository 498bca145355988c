import type { CaseState, ChangeState } from '../case/case-state.ts';
import { close } from '../close/close-case.ts';
import { event } from '../case/event.ts';
import type { EventData } from '../case/events.ts';
import type { Hold } from '../hold/hold.ts';
import {
  allChanges,
  chosenSteps,
  changesOf,
  isUntouched,
  locate,
  type Located,
  wasSent,
} from '../case/steps.ts';
import type { World } from '../world.ts';

type Outcome = EventData<'closed'>['outcome'];

/** Ends an undo, and with it the case, unless work of the case is still open. */
export async function endUndo(world: World, hold: Hold, state: CaseState): Promise<void> {
  const end = endOf(state);
  if (end !== 'goes on') return close(world, hold, end);
  await hold.record((now) =>
    now.status === 'undoing'
      ? event('undo-ended', now.operator, undefined, { result: hasOpenUndo(now) ? 'failed' : 'undone' })
      : null,
  );
}

/**
 * Undone is a case of which nothing is in force any more. One that was open stays open while something of it is in
 * force, and, when only a part was asked back, while something of it waits.
 */
export function endOf(state: CaseState): Outcome | 'goes on' {
  const isLeft = hasOpenUndo(state);
  const stays = locate(state).some(isInForce);
  const waits = state.undo?.whole === false && chosenSteps(state).flatMap(changesOf).some(isUntouched);
  if (state.before === 'attention' && (isLeft || stays || waits)) return 'goes on';
  if (isLeft) return 'incomplete';
  return stays ? 'partly-undone' : 'undone';
}

function hasOpenUndo(state: CaseState): boolean {
  const refs = new Set(state.undo?.refs);
  return allChanges(state).some(({ ref, status }) => refs.has(ref) && !settled.has(status));
}

/** Seen to be as before, or left alone for a reason: nothing of this undo is open. */
const settled: ReadonlySet<ChangeState['status']> = new Set(['undone', 'undo-skipped']);

/** Ours, and not seen to be as before. What has no way back is no part of an undo. */
function isInForce({ action, change }: Located): boolean {
  if (action.irreversible !== undefined || settled.has(change.status)) return false;
  return wasSent(change) || change.status.startsWith('undo-');
}
