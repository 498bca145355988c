import { event } from '../case/event.ts';
import type { Hold } from '../hold/hold.ts';
import type { Outcome } from '../run/outcome.ts';
import { locateChange } from '../case/steps.ts';

/** Writes how the undo of one change ended. */
export async function recordUndoOutcome(hold: Hold, ref: string, outcome: Outcome): Promise<void> {
  await hold.record((state) => {
    const found = locateChange(state, ref);
    if (!found) return null;
    const { step, action, change } = found;
    const names = { step: step.step, action: action.action, change: change.change.key };
    const by = state.undo?.askedBy ?? state.operator;
    return event('outcome', by, { direction: 'undo', what: change.change.what }, { ...names, ...outcome });
  });
}
