import type { CaseState } from '../case/case-state.ts';
import type { Clock } from '../world.ts';

type SeenHold = NonNullable<CaseState['hold']>;

/**
 * When this process first saw the holds of others. The end a hold names is by its writer's clock, which may run a day
 * ahead; how long it lasts is the same by every clock.
 */
export interface HoldsSeen {
  /** How long the case stays the other's, in ms; 0 = its hold is over. */
  leftOf(caseId: string, hold: SeenHold): number;
  forget(caseId: string): void;
}

export function createHoldsSeen(clock: Pick<Clock, 'now'>): HoldsSeen {
  const seen = new Map<string, { readonly hold: string; readonly at: number }>();

  /** Seen anew when it is another one, and when our own clock was set back since. */
  function firstSeen(caseId: string, hold: string, now: number): number {
    const known = seen.get(caseId);
    if (known?.hold === hold && known.at <= now) return known.at;
    seen.set(caseId, { hold, at: now });
    return now;
  }

  return {
    leftOf(caseId, { epoch, since, until }) {
      const now = clock.now().getTime();
      const lasts = Date.parse(until) - Date.parse(since);
      const seenAt = firstSeen(caseId, `${epoch} ${until}`, now);
      return Math.max(0, Math.min(Date.parse(until), seenAt + lasts) - now);
    },
    forget: (caseId) => void seen.delete(caseId),
  };
}
