import { chosenSteps } from '#bot/workflow/case/steps.ts';
import { catalog } from '#providers/catalog.ts';
import { actionCosts } from './action-costs.ts';
import { chainOf, jobsOf, neededRules, ownRules, schedule, type Job, type Span } from './critical-path.ts';
import type { CaseRun } from './run-case.ts';
import { longestChain, type Piece } from './trace-calls.ts';

/** What no run could be faster than; all figures are calls that follow one after the other. */
export interface CaseFloors {
  /** With what the systems and the rules of safety demand, and nothing else. */
  readonly needed: readonly Span[];
  /** With the product's own lanes and widths. */
  readonly own: readonly Span[];
  /** Until it is known that the person may be touched; the first looks go beside it. */
  readonly permission: number;
  /** The closing sweep, which comes after all of them. */
  readonly sweep: number;
  /** The longest chain in words. */
  readonly words: string;
}

/** @param run one in which no call had to wait for a free place, so that only true dependencies are seen */
export function floorsOf(run: CaseRun): CaseFloors {
  const { work, sweep: swept } = piecesOf(run);
  const planned = chosenSteps(run.state).flatMap(({ actions }) => actions);
  const jobs = inCatalogOrder(jobsOf(planned, catalog, actionCosts(work)));
  const permission = permissionCalls(run);
  const sweep = longestChain(swept.flatMap(({ calls }) => calls));
  const needed = schedule(jobs, neededRules(permission));
  const words = [...chainOf(needed), `sweep ${sweep}`].join(' → ');
  return { needed, own: schedule(jobs, ownRules(permission)), permission, sweep, words };
}

/** Calls of the whole case on the longest chain. */
export function totalOf(spans: readonly Span[], { sweep }: CaseFloors): number {
  return Math.max(...spans.map(({ end }) => end)) + sweep;
}

/** Calls until all changes of this action have been answered, and until they have been read back. */
export function reached(
  spans: readonly Span[],
  action: string,
): { readonly applied: number; readonly seen: number } {
  const own = spans.filter(({ job }) => job.action === action);
  return {
    applied: Math.max(...own.map(({ applied }) => applied)),
    seen: Math.max(...own.map(({ end }) => end)),
  };
}

/** Calls of no action before the first intent: they ask about the person. */
function permissionCalls({ trace, entries }: CaseRun): number {
  const ofActions = new Set(trace.pieces.flatMap(({ calls }) => calls));
  const first = entries.find(({ entry }) => entry.phase === 'intent')?.at ?? Infinity;
  return longestChain(trace.calls.filter((call) => !ofActions.has(call) && call.end <= first));
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

function inCatalogOrder(jobs: readonly Job[]): readonly Job[] {
  const place = ({ action }: Job): number => catalog.findIndex(({ id }) => id === action);
  return jobs.toSorted((a, b) => place(a) - place(b));
}
