import type { LoggedError, Result } from '#storage/entry.ts';
import type { ChangeState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { Work } from './work.ts';
import { type Located, locateChange } from '../case/steps.ts';

export interface Outcome {
  readonly result: Result;
  readonly reason?: string;
  readonly error?: LoggedError;
}

/** Writes how one change ended; `decide` sees it as the log has it, and may find that it has not. */
export async function recordOutcome(
  { hold, accepted }: Pick<Work, 'hold' | 'accepted'>,
  ref: string,
  decide: (change: ChangeState, found: Located) => Outcome | null,
): Promise<void> {
  await hold.record((state) => {
    const found = locateChange(state, ref);
    const outcome = found ? decide(found.change, found) : null;
    if (!found || !outcome) return null;
    const { step, action, change } = found;
    const by = step.approval.decidedBy ?? state.operator;
    const names = { step: step.step, action: action.action, change: change.change.key };
    const acceptedAt = accepted?.get(ref);
    const taken = acceptedAt === undefined ? {} : { acceptedAt };
    const data = { direction: 'apply', what: change.change.what, ...taken } as const;
    return event('outcome', by, data, { ...names, ...outcome });
  });
}
