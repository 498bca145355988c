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

/**
 * What may be undone now: everything that had to come after it, and every `undoAfter`, is put back first.
 * Something that could not be put back holds up what waits for it: half an order is worse than none.
 */
export function readyToUndo(chosen: readonly Located[], catalog: readonly AnyAction[]): readonly Located[] {
  return chosen.filter(({ change, action }) => {
    if (ended.has(change.status)) return false;
    return chosen.every((other) => isUndone(other) || !mustWaitFor(action.action, other, catalog));
  });
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
