import type { Clock } from '../world.ts';

const shortestMs = 60_000;
const longestMs = 6 * 3_600_000;

/** Which cases are left in peace for a while, each time twice as long, because going on with them met a fault of our own. */
export interface Rest {
  has(caseId: string): boolean;
  begin(caseId: string): void;
  end(caseId: string): void;
}

/** Every try costs entries of the log, and the same fault will be met until somebody acts or the bot is replaced. */
export function createRest(clock: Clock): Rest {
  const resting = new Map<string, { readonly forMs: number; readonly until: number }>();
  const now = (): number => clock.now().getTime();
  return {
    has: (caseId) => now() < (resting.get(caseId)?.until ?? 0),
    begin(caseId) {
      const forMs = Math.min((resting.get(caseId)?.forMs ?? shortestMs) * 2, longestMs);
      resting.set(caseId, { forMs, until: now() + forMs });
    },
    end: (caseId) => void resting.delete(caseId),
  };
}
