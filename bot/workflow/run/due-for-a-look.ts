import type { ChangeState } from '../case/case-state.ts';

const shortestMs = 60_000;
const longestMs = 6 * 3_600_000;

/**
 * Accepted, not seen yet, and time for another look: as long after the last one as it has been waited for until
 * then, so that the looks, each an entry of the log, become fewer. At once when somebody asked for it.
 */
export function isDueForALook({ status, intentAt, outcomeAt }: ChangeState, now: Date): boolean {
  if (status !== 'applied') return false;
  if (outcomeAt === undefined) return true;
  const lookedAt = Date.parse(outcomeAt);
  const waited = lookedAt - Date.parse(intentAt ?? outcomeAt);
  return now.getTime() - lookedAt >= Math.min(Math.max(waited, shortestMs), longestMs);
}
