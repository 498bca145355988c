import type { ChangeState, ChangeStatus } from '#bot/workflow/case/case-state.ts';
import { wasNeverBegun } from './made.ts';
import { changeWords } from './words.ts';

/** What there is to say of a change: where it stands, or that nothing is to come of it. */
export type ChangeResult = ChangeStatus | 'left-out' | 'not-made';

export const changeResultWords: Readonly<Record<ChangeResult, string>> = {
  ...changeWords,
  'left-out': 'left out',
  'not-made': 'not made',
};

/**
 * Nothing waits that was left out, nor in a case that has ended. What was to be sent there once more may have happened
 * the first time.
 */
export function changeResult(
  change: Pick<ChangeState, 'status' | 'attempts'>,
  { chosen, ended }: { readonly chosen: boolean; readonly ended: boolean },
): ChangeResult {
  const { status } = change;
  if (status !== 'waiting') return status;
  if (wasNeverBegun(change)) return chosen ? (ended ? 'not-made' : status) : 'left-out';
  return ended ? 'unknown' : status;
}
