import type { ChangeLine } from './change-lines.ts';
import type { Evidence } from './evidence.ts';

const settled: ReadonlySet<ChangeLine['status']> = new Set(['verified', 'skipped', 'undone', 'undo-skipped']);
/** Ends after which what was never begun is not meant to be done any more. */
const over: ReadonlySet<Evidence['outcome']> = new Set(['dry-run', 'canceled', 'undone', 'partly-undone']);

/** Changes that were chosen and did not come to their end. */
export function openChanges({
  changes,
  outcome,
}: Pick<Evidence, 'changes' | 'outcome'>): readonly ChangeLine[] {
  return changes.filter(
    ({ chosen, status, attempts }) => chosen && !settled.has(status) && (attempts > 0 || !over.has(outcome)),
  );
}
