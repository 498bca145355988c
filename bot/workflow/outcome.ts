import type { LoggedError, Result } from '#storage/entry.ts';
import type { ChangeState } from './case-state.ts';
import { event } from './event.ts';
import type { Work } from './run-batch.ts';
import { locate } from './steps.ts';

export interface Outcome {
  readonly result: Result;
  readonly reason?: string;
  readonly error?: LoggedError;
}

/** Writes how one change ended; `decide` sees it as the log has it. */
export async function recordOutcome(
  work: Work,
  ref: string,
  decide: (change: ChangeState) => Outcome,
): Promise<void> {
  await work.hold.record((state) => {
    const found = locate(state).find(({ change }) => change.ref === ref);
    if (!found) return null;
    const { step, action, change } = found;
    const by = step.approval.decidedBy ?? state.operator;
    const names = { step: step.step, action: action.action, change: change.change.key };
    return event(
      'outcome',
      by,
      { direction: 'apply', what: change.change.what },
      { ...names, ...decide(change) },
    );
  });
}
