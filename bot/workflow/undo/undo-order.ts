import type { AnyAction } from '#providers/action.ts';
import type { CaseState, ChangeState } from '../case/case-state.ts';
import { locate, type Located } from '../case/steps.ts';

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
  // What is in the way is the same for every change of an action.
  const free = new Map<string, boolean>();
  return order.chosen.filter((one) => {
    if (ended.has(one.change.status)) return false;
    const { action } = one.action;
    if (!free.has(action)) free.set(action, inTheWayOf(one, order).length === 0);
    return free.get(action) === true;
  });
}

/** The order in which the changes of these names are put back. */
export function undoOrderOf(
  catalog: readonly AnyAction[],
  state: CaseState,
  refs: Iterable<string>,
): UndoOrder {
  const all = locate(state);
  const chosen = new Set(refs);
  return { chosen: all.filter(({ change }) => chosen.has(change.ref)).toReversed(), all, catalog };
}

/** What must be put back before this one. A mailbox needs its licence back even when only the mailbox was asked for. */
export function inTheWayOf(
  { action: { action: id } }: Located,
  { chosen, all, catalog }: UndoOrder,
): readonly Located[] {
  const asked = chosen.filter((other) => !isUndone(other) && mustWaitFor(id, other, catalog));
  const staying = all.filter((other) => inForce.has(other.change.status) && isNeeded(id, other, catalog));
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
  return cameAfter(first, other, catalog);
}

/** `first` must not be put back while `other` is in force, also when nobody asks to undo that. */
function isNeeded(first: string, other: Located, catalog: readonly AnyAction[]): boolean {
  if (undoAfterOf(first, catalog).includes(other.action.action)) return true;
  const action = catalog.find(({ id }) => id === first);
  const isLast = action && 'undoAfterFollowers' in action && action.undoAfterFollowers;
  return isLast ? cameAfter(first, other, catalog) : false;
}

/** Whether the change had to wait for the action `first`: because its own action does, or it alone. */
function cameAfter(first: string, { action, change }: Located, catalog: readonly AnyAction[]): boolean {
  const ofAction = catalog.find(({ id }) => id === action.action)?.after ?? [];
  return [...ofAction, ...(change.change.after ?? [])].includes(first);
}

function undoAfterOf(id: string, catalog: readonly AnyAction[]): readonly string[] {
  const action = catalog.find((one) => one.id === id);
  return action && 'undoAfter' in action ? (action.undoAfter ?? []) : [];
}
