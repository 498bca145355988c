import type { ChangeState } from '../case/case-state.ts';

const shortestMs = 60_000;
const longestMs = 6 * 3_600_000;

/**
 * What is not to be seen after so long was not done, whatever the system answered. The longest that Microsoft names for
 * anything of the catalogue are two days, for members of a team:
 * https://learn.microsoft.com/powershell/module/teams/add-teamuser
 */
const longestSpreadMs = 48 * 3_600_000;

/** Whether the system has had all the time it may need to show a change that it accepted. */
export function hasHadItsTime({ intentAt, outcomeAt }: ChangeState, now: Date): boolean {
  const sentAt = intentAt ?? outcomeAt;
  return sentAt !== undefined && now.getTime() - Date.parse(sentAt) >= longestSpreadMs;
}

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
