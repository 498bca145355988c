import type { EventData } from '../case/events.ts';
import type { Located } from '../case/steps.ts';
import { inTheWayOf, readyToUndo, type UndoOrder } from './undo-order.ts';

type Waiting = NonNullable<EventData<'undo-asked'>['waiting']>[number];

/**
 * What of an undo cannot be put back because of something that nobody asks back, and what that is, so that it is known
 * before anybody says yes. Found by undoing everything that may be, as if all went well.
 */
export function waitsForOthers(order: UndoOrder): readonly Waiting[] {
  const end = undoneAsFarAsPossible(order);
  const asked = new Set(order.chosen.map(refOf));
  return end.chosen
    .filter((one) => one.change.status !== 'undone')
    .map((one) => ({
      ref: refOf(one),
      first: [...allInTheWayOf(one, end)].map(refOf).filter((ref) => !asked.has(ref)),
    }));
}

function undoneAsFarAsPossible({ chosen, all, catalog }: UndoOrder): UndoOrder {
  const undone = new Set<string>();
  const asIf = (one: Located): Located =>
    undone.has(refOf(one)) ? { ...one, change: { ...one.change, status: 'undone' } } : one;
  for (;;) {
    const now = { chosen: chosen.map(asIf), all: all.map(asIf), catalog };
    const ready = readyToUndo(now);
    if (ready.length === 0) return now;
    for (const one of ready) undone.add(refOf(one));
  }
}

/** Also what is in the way of what is in the way. */
function allInTheWayOf(one: Located, order: UndoOrder): ReadonlySet<Located> {
  const found = new Map<string, Located>();
  const look = [one];
  for (let next = look.pop(); next; next = look.pop()) {
    for (const other of inTheWayOf(next, order)) {
      if (found.has(refOf(other))) continue;
      found.set(refOf(other), other);
      look.push(other);
    }
  }
  return new Set(found.values());
}

function refOf({ change }: Located): string {
  return change.ref;
}
