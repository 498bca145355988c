import type { CaseState } from '#bot/workflow/case-state.ts';
import { readyBatches } from '#bot/workflow/ready.ts';
import { chosenSteps } from '#bot/workflow/steps.ts';
import type { AnyAction } from '#providers/action.ts';
import { catalog } from '#providers/catalog.ts';
import { actionCosts } from './action-costs.ts';
import { chainTo, criticalPath, type Ends, type Job, jobsOf, ownOrder } from './critical-path.ts';
import type { CaseRun } from './run-case.ts';
import { longestChain, type Piece } from './trace-calls.ts';

/** What a run could not have been faster than; all figures are calls that follow one after the other. */
export interface CaseFloors {
  /** End of each action on the longest chain of what must wait for what. */
  readonly chain: Ends;
  /** End of each action in the product's own order. */
  readonly own: Ends;
  /** What had to be asked before the first action could begin. */
  readonly before: number;
  /** The closing sweep, which comes after all of them: the deepest reading, and as it was done. */
  readonly sweep: { readonly deepest: number; readonly asDone: number };
  /** The chain in words. */
  readonly words: string;
  readonly jobs: readonly Job[];
}

export function floorsOf(run: CaseRun): CaseFloors {
  const { work, sweep } = piecesOf(run);
  const planned = chosenSteps(run.state).flatMap(({ actions }) => actions);
  const jobs = inOwnOrder(jobsOf(planned, catalog, actionCosts(work)), run.asked);
  const chain = criticalPath(jobs);
  const deepest = Math.max(...sweep.map(({ calls }) => longestChain(calls)));
  const asDone = longestChain(sweep.flatMap(({ calls }) => calls));
  const before = callsBefore(run);
  const first = before === 0 ? [] : [`before the first action ${before}`];
  const words = [...first, ...chainTo(jobs, chain), `sweep ${deepest}`].join(' → ');
  return { before, chain, own: ownOrder(jobs), sweep: { deepest, asDone }, words, jobs };
}

export function lastOf(ends: Ends): number {
  return Math.max(...ends.values());
}

/** The whole case: on the longest chain, and in the product's own order. */
export function totalsOf({ before, chain, own, sweep }: CaseFloors): {
  readonly chain: number;
  readonly own: number;
} {
  return { chain: before + lastOf(chain) + sweep.deepest, own: before + lastOf(own) + sweep.asDone };
}

/** Calls of no action, one after the other, that had ended when the first action began. */
function callsBefore({ trace }: CaseRun): number {
  const ofActions = new Set(trace.pieces.flatMap(({ calls }) => calls));
  const begin = Math.min(...trace.pieces.map(({ start }) => start));
  return longestChain(trace.calls.filter((call) => !ofActions.has(call) && call.end <= begin));
}

/** The sweep begins when the last change has its outcome. */
function piecesOf({ entries, trace }: CaseRun): { work: readonly Piece[]; sweep: readonly Piece[] } {
  const outcomes = entries.filter(({ entry }) => entry.phase === 'outcome').map(({ at }) => at);
  const last = Math.max(...outcomes);
  return {
    work: trace.pieces.filter(({ start }) => start < last),
    sweep: trace.pieces.filter(({ start }) => start >= last),
  };
}

/** The order in which the product would start them if nothing waited for anything. */
function inOwnOrder(jobs: readonly Job[], asked: CaseState): readonly Job[] {
  const steps = asked.steps.map((step) => {
    const { status } = step.approval;
    return {
      ...step,
      approval: { ...step.approval, status: status === 'asked' ? 'approved' : status },
    } as const;
  });
  const free = catalog.map((action): AnyAction => Object.assign(Object.create(action), { after: [] }));
  const order = readyBatches({ ...asked, steps }, free).map(({ action }) => action.action);
  const place = ({ action }: Job): number => (order.includes(action) ? order.indexOf(action) : order.length);
  return jobs.toSorted((a, b) => place(a) - place(b));
}
