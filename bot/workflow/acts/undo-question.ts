import type { AnyAction } from '#providers/action.ts';
import type { CaseState } from '../case/case-state.ts';
import type { EventData } from '../case/events.ts';
import { resetForUndo } from '../case/fold-steps.ts';
import { locate } from '../case/steps.ts';
import { undoOrderOf } from '../undo/undo-order.ts';
import { waitsForOthers } from '../undo/undo-waits.ts';
import { undoHash } from './undo-hash.ts';
import { canBeUndone } from './undo-part.ts';

/**
 * What somebody is asked to say yes to: the changes that can be put back by themselves, or these together with those
 * that wait for something nobody asked back, and that something.
 */
export function undoQuestion(
  catalog: readonly AnyAction[],
  state: CaseState,
  refs: readonly string[],
): EventData<'undo-asked'> {
  const now = { ...state, steps: resetForUndo(state.steps, refs) };
  const waiting = waitsForOthers(undoOrderOf(catalog, now, refs));
  const late = new Set(waiting.map(({ ref }) => ref));
  const ready = refs.filter((ref) => !late.has(ref));
  const alone = { refs: ready, hash: undoHash(ready) };
  if (waiting.length === 0) return alone;
  const wayBack = new Set(locate(state).flatMap((one) => (canBeUndone(one) ? [one.change.ref] : [])));
  const possible = waiting.filter(({ first }) => first.every((ref) => wayBack.has(ref)));
  const wider = [...new Set([...ready, ...possible.flatMap(({ ref, first }) => [...first, ref])])];
  const together = possible.length > 0 ? { wider: { refs: wider, hash: undoHash(wider) } } : {};
  return { ...alone, waiting: [...waiting], ...together };
}
