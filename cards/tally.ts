import type { ChangeState, ChangeStatus } from '#bot/workflow/case/case-state.ts';
import { changeResultWords } from './change-result.ts';
import { changeWords } from './words.ts';

/** How many changes stand where. */
export type Tally = Readonly<Record<ChangeStatus, number>>;

export function tally(changes: readonly ChangeState[]): Tally {
  const count = Object.fromEntries(Object.keys(changeWords).map((status) => [status, 0])) as Record<
    ChangeStatus,
    number
  >;
  for (const change of changes) count[change.status] += 1;
  return count;
}

/**
 * `3 verified · 1 running · 2 waiting`: everything that is not zero, in the order things happen. In a case that has
 * `ended` nothing waits any more.
 */
export function tallyWords(count: Tally, ended = false): string {
  return (Object.keys(changeWords) as ChangeStatus[])
    .filter((status) => count[status] > 0)
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map(
      (status) =>
        `${count[status]} ${changeResultWords[ended && status === 'waiting' ? 'not-made' : status]}`,
    )
    .join(' · ');
}

const order: readonly ChangeStatus[] = [
  'verified',
  'undone',
  'applied',
  'undo-applied',
  'intended',
  'undo-intended',
  'waiting',
  'failed',
  'undo-failed',
  'unknown',
  'skipped',
  'undo-skipped',
];
