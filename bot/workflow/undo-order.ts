import type { AnyAction } from '#providers/action.ts';
import type { ChangeState } from './case-state.ts';
import type { Located } from './steps.ts';

/** Changes whose undo is over, one way or the other. */
const ended: ReadonlySet<ChangeState['status']> = new Set([
  'undone',
  'undo-skipped',
  'undo-failed',
  'undo-applied',
]);

/** Changes that are in force, whether this undo is about them or not. */
const inForce: ReadonlySet<ChangeState['status']> = new Set([
  'verified',
  'applied',
  'unknown',
  'undo-failed',
  'undo-applied',
  'undo-intended',
]);

export interface UndoOrder {
  /** What is to be put back. */
  readonly chosen: readonly Located[];
  /** Every change of the case: also what stays has a say in what may be put back without it. */
  readonly all: readonly Located[];
  readonly catalog: readonly AnyAction[];
}

/**
 * What may be undone now: everything that had to come after it, and every `undoAfter`, is put back first.
 * Something that could not be put back holds up what waits for it: half an order is worse than none.
 */
export function readyToUndo(order: UndoOrder): readonly Located[] {
  return order.chosen.filter((one) => !ended.has(one.change.status) && inTheWayOf(one, order).length === 0);
}

/** What must be put back before this one. A mailbox needs its licence back even when only the mailbox was asked for. */
export function inTheWayOf(
  { action: { action: id } }: Located,
  { chosen, all, catalog }: UndoOrder,
): readonly Located[] {
  const asked = chosen.filter((other) => !isUndone(other) && mustWaitFor(id, other, catalog));
  const needed = undoAfterOf(id, catalog);
  const staying = all.filter(
    ({ action, change }) => needed.includes(action.action) && inForce.has(change.status),
  );
  return [...asked, ...staying];
}

function isUndone({ change }: Located): boolean {
  return change.status === 'undone' || change.status === 'undo-skipped';
}

/** `first` is undone only after `other`: the reverse of running, unless the action says otherwise itself. */
function mustWaitFor(first: string, other: Located, catalog: readonly AnyAction[]): boolean {
  if (first === other.action.action) return false;
  const own = undoAfterOf(first, catalog);
  if (own.includes(other.action.action)) return true;
  if (undoAfterOf(other.action.action, catalog).includes(first)) return false;
  const ran = [
    ...(catalog.find(({ id }) => id === other.action.action)?.after ?? []),
    ...(other.change.change.after ?? []),
  ];
  return ran.includes(first);
}

function undoAfterOf(id: string, catalog: readonly AnyAction[]): readonly string[] {
  const action = catalog.find((one) => one.id === id);
  return action && 'undoAfter' in action ? (action.undoAfter ?? []) : [];
}
