import type { ActionState, CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { chosenActions } from './chosen.ts';
import { stepTitles } from './words.ts';

/** What a case came to, change by change, in words. */
export interface Made {
  /** Read back as done, and with a way back. */
  readonly reversible: readonly string[];
  /** Read back as done, and why it stays. */
  readonly forGood: readonly string[];
  /** Never begun. */
  readonly notMade: readonly string[];
}

/** Of the changes that were chosen; what was sent and did not come to its end is in none of the lists. */
export function madeIn(state: CaseState): Made {
  const all = state.steps.flatMap((step) =>
    chosenActions(step, state).flatMap((action) =>
      action.changes.map((change) => ({
        action,
        change,
        what: `${stepTitles[step.step]}: ${change.change.what}`,
      })),
    ),
  );
  const done = all.filter(({ change }) => change.status === 'verified');
  return {
    reversible: done
      .filter(({ action, change }) => whyForGood(action, change) === '')
      .map(({ what }) => what),
    forGood: done.flatMap(({ action, change, what }) => {
      const why = whyForGood(action, change);
      return why === '' ? [] : [`${what}: ${why}`];
    }),
    notMade: all.filter(({ change }) => wasNeverBegun(change)).map(({ what }) => what),
  };
}

/** Why a change cannot be undone; empty when it can. */
function whyForGood({ irreversible }: ActionState, { change }: ChangeState): string {
  return irreversible ?? change.destroys ?? '';
}

/** Nothing was ever sent for it. */
export function wasNeverBegun({ status, attempts }: Pick<ChangeState, 'status' | 'attempts'>): boolean {
  return status === 'waiting' && attempts === 0;
}
