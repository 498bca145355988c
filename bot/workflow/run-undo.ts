import type { CaseState } from './case-state.ts';
import { close } from './close-case.ts';
import type { Hold } from './hold.ts';
import { locate, type Located } from './steps.ts';
import { undoChange } from './undo-change.ts';
import { readyToUndo } from './undo-order.ts';
import { recordUndoOutcome } from './undo-outcome.ts';
import type { World } from './world.ts';

/** Puts the confirmed changes back, one after another in an order that never takes the ground from under the next. */
export async function runUndo(world: World, hold: Hold, first: CaseState): Promise<void> {
  let state: CaseState | null = first;
  while (state) {
    const chosen = chosenForUndo(state);
    const [next] = readyToUndo(chosen, world.catalog);
    if (!next) break;
    await undoChange(world, hold, next);
    state = await world.cases.read(hold.caseId);
  }
  if (state) await sayWhatWaits(hold, state);
  await close(world, hold, 'undone');
}

function chosenForUndo(state: CaseState): readonly Located[] {
  const refs = new Set(state.undo?.refs);
  return locate(state)
    .filter(({ change }) => refs.has(change.ref))
    .toReversed();
}

/** What could not begin because something before it could not be put back. */
async function sayWhatWaits(hold: Hold, state: CaseState): Promise<void> {
  for (const { change } of chosenForUndo(state)) {
    if (change.status.startsWith('undo')) continue;
    const reason = 'Not begun: something that must be put back first could not be.';
    await recordUndoOutcome(hold, change.ref, { result: 'failed', reason });
  }
}
