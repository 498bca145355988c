import type { Clock } from '#bot/workflow/world.ts';
import type { SendRequest } from './http.ts';

/** How many changes a system takes from one application in one company, in any stretch of time of this length. */
export interface WriteBudget {
  readonly writes: number;
  readonly perMs: number;
}

/** Resolves when it is this call's turn to go out; the calls go in the order in which they asked. */
export type Pace = (request: SendRequest) => Promise<void>;

/**
 * This share of the budget may go out at once, and the rest is spread over the time: so no stretch of it sees more
 * than the budget, whether the system counts in windows or fills a bucket, and nobody is refused.
 */
const atOnce = 0.025;

/** Keeps the changes of this process within the budget. Reads, and everything where there is no budget, go at once. */
export function createPace(budget: WriteBudget | null, clock: Clock): Pace {
  if (!budget) return async () => {};
  const burst = Math.max(1, Math.floor(budget.writes * atOnce));
  const everyMs = budget.perMs / Math.max(1, budget.writes - burst);
  /** When everything that has gone out until now is worked off, at one change every `everyMs`. */
  let workedOff = 0;
  return async (request) => {
    if (!isWrite(request)) return;
    const now = clock.now().getTime();
    workedOff = Math.max(workedOff, now) + everyMs;
    const waitMs = workedOff - burst * everyMs - now;
    if (waitMs > 0) await clock.sleep(waitMs, request.signal);
  };
}

/** A POST that may be repeated without harm only asks. */
function isWrite({ method, idempotent }: SendRequest): boolean {
  return method !== 'GET' && !(method === 'POST' && idempotent);
}
