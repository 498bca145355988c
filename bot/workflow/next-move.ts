import type { AnyAction } from '#providers/action.ts';
import { hasLapsed } from '../approvals/lapsed.ts';
import type { ApprovalSettings } from '../approvals/settings.ts';
import type { CaseState } from './case/case-state.ts';
import { isDueForALook } from './run/due-for-a-look.ts';
import { heldUpForMs } from './approve/held-up.ts';
import { readyBatches } from './run/ready.ts';
import { allChanges, changesOf, chosenSteps, isDone } from './case/steps.ts';

/** What the bot itself does next with a case; `wait` = it is a person's turn, or time's. */
export type Move =
  | 'plan'
  | 'finish-dry-run'
  | 'expire'
  | 'ask'
  | 'run'
  | 'look-again'
  | 'sweep'
  | 'close'
  | 'undo'
  | 'wait';

export interface Rules {
  readonly catalog: readonly AnyAction[];
  readonly approvals: ApprovalSettings;
  readonly now: Date;
}

/** Decides from the log and the time alone, so any instance, at any time, goes on the same way. */
export function nextMove(state: CaseState, rules: Rules): Move {
  if (heldUpForMs(state, rules.now) > 0) return 'wait';
  switch (state.status) {
    case 'opened':
      return state.planDue ? 'plan' : 'wait';
    case 'choosing':
      return state.dryRun ? 'finish-dry-run' : 'wait';
    case 'working':
      return workingMove(state, rules);
    case 'attention':
      return attentionMove(state, rules);
    case 'undoing':
      return 'undo';
    case 'unreadable':
    case 'undo-asked':
    case 'closed':
      return 'wait';
    default:
      return state.status satisfies never;
  }
}

function workingMove(state: CaseState, rules: Rules): Move {
  const steps = chosenSteps(state);
  if (steps.some((step) => hasLapsed(step, rules.now, rules.approvals))) return 'expire';
  if (steps.some((step) => step.approval.status === 'none')) return 'ask';
  if (readyBatches(state, rules.catalog).length > 0) return 'run';
  if (dueForALook(state, rules.now)) return 'look-again';
  if (steps.some((step) => step.approval.status === 'asked')) return 'wait';
  if (!state.sweep) return 'sweep';
  return allChosenDone(state) ? 'close' : 'wait';
}

/** Everything possible is done; only what was accepted and not seen yet is still looked at. */
function attentionMove(state: CaseState, rules: Rules): Move {
  return dueForALook(state, rules.now) ? 'look-again' : 'wait';
}

function dueForALook(state: CaseState, now: Date): boolean {
  return allChanges(state).some((change) => isDueForALook(change, now));
}

/** True when everything that was chosen has been read back. */
export function allChosenDone(state: CaseState): boolean {
  return chosenSteps(state).every(
    (step) => step.approval.status === 'approved' && changesOf(step).every(isDone),
  );
}
