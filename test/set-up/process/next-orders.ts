import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chosenSteps } from '#bot/workflow/case/steps.ts';
import type { CaseOrder } from './orders.ts';

/** How far people want to bring a case. */
export interface Aim {
  readonly query: string;
  readonly end: 'complete' | 'undone';
  /** Steps and actions left out. */
  readonly off?: readonly string[];
  /** How often somebody tries again what failed before the case may rest with something open. */
  readonly retries?: number;
}

type Habit = (state: CaseState, aim: Aim, retried: number) => readonly CaseOrder[];

const nothing: Habit = () => [];
const retry: Habit = ({ caseId }) => [{ act: 'retry', caseId }];
const askUndo: Habit = ({ caseId }) => [{ act: 'ask-undo', caseId }];

/** What people do at each status: they say yes to everything, and try again what failed. */
const habits: Readonly<Record<CaseState['status'], Habit>> = {
  opened: nothing,
  unreadable: retry,
  choosing: ({ caseId, revision }, { off = [] }) => [{ act: 'choose', caseId, revision, off }],
  working: approvals,
  attention(state, aim, retried) {
    const again = retried < (aim.retries ?? 0);
    if (aim.end === 'undone' && state.undo?.confirmed) return again ? askUndo(state, aim, retried) : [];
    if (again) return retry(state, aim, retried);
    return aim.end === 'undone' ? askUndo(state, aim, retried) : [];
  },
  'undo-asked': ({ caseId, undo }) => [{ act: 'confirm-undo', caseId, hash: undo?.hash ?? '' }],
  undoing: nothing,
  closed(state, aim, retried) {
    const again = state.outcome === 'incomplete' && retried < (aim.retries ?? 0);
    return aim.end === 'undone' && (state.outcome === 'complete' || again)
      ? askUndo(state, aim, retried)
      : [];
  },
};

export function nextOrders(state: CaseState | null, aim: Aim, retried: number): readonly CaseOrder[] {
  return state ? habits[state.status](state, aim, retried) : [{ act: 'open', query: aim.query }];
}

/** True for what is done because something before it failed. */
export function isAnotherTry(order: CaseOrder, state: CaseState | null): boolean {
  if (order.act === 'retry') return state?.status === 'attention';
  return order.act === 'ask-undo' && (state?.outcome === 'incomplete' || state?.undo?.confirmed === true);
}

/** True when nobody, and not the bot either, has anything left to do. */
export function isAtTheEnd(state: CaseState | null, aim: Aim, retried: number): boolean {
  if (!state || state.hold || (state.status !== 'attention' && state.status !== 'closed')) return false;
  return nextOrders(state, aim, retried).length === 0;
}

function approvals(state: CaseState): readonly CaseOrder[] {
  return chosenSteps(state)
    .filter(({ approval }) => approval.status === 'asked')
    .map(({ step, approval }) => ({
      act: 'approve',
      caseId: state.caseId,
      step,
      by: approval.policy ?? 'operator',
    }));
}
