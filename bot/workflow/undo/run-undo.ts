import type { CaseState } from '../case/case-state.ts';
import { endUndo } from './end-undo.ts';
import type { Hold } from '../hold/hold.ts';
import { undoChange } from './undo-change.ts';
import { inTheWayOf, readyToUndo, type UndoOrder, undoOrderOf } from './undo-order.ts';
import { recordUndoOutcome } from './undo-outcome.ts';
import type { World } from '../world.ts';

/** Puts the confirmed changes back, one after another in an order that never takes the ground from under the next. */
export async function runUndo(world: World, hold: Hold, first: CaseState): Promise<void> {
  let state: CaseState | null = first;
  while (state && !hold.stopping.aborted) {
    const [next] = readyToUndo(orderOf(world, state));
    if (!next) return finish(world, hold, state);
    await undoChange(world, hold, next);
    state = await world.cases.read(hold.caseId);
  }
}

async function finish(world: World, hold: Hold, state: CaseState): Promise<void> {
  await sayWhatWaits(hold, orderOf(world, state));
  const after = await world.cases.read(hold.caseId);
  if (after) await endUndo(world, hold, after);
}

function orderOf({ catalog }: World, state: CaseState): UndoOrder {
  return undoOrderOf(catalog, state, state.undo?.refs ?? []);
}

/** What could not begin because something before it could not be put back. */
async function sayWhatWaits(hold: Hold, order: UndoOrder): Promise<void> {
  for (const one of order.chosen) {
    if (one.change.status.startsWith('undo')) continue;
    const titles = new Set(inTheWayOf(one, order).map(({ action }) => `“${action.title}”`));
    const reason = `Not begun: this must be put back first: ${[...titles].join(', ')}.`;
    await recordUndoOutcome(hold, one.change.ref, { result: 'failed', reason });
  }
}
