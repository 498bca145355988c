import type { Clock } from '#bot/workflow/world.ts';

export interface ImpatientClock extends Clock {
  /** Waits that passed at once, in ms. */
  readonly waits: number[];
  /** Lets every deadline that is still running pass now. */
  ring(): void;
}

/**
 * A clock on which waiting takes no time: a sleep below `deadlineMs` passes at once and moves the hand; a longer one
 * is a deadline and stands until `ring`.
 */
export function impatientClock(
  deadlineMs: number,
  start = Date.parse('2026-11-02T09:00:00Z'),
): ImpatientClock {
  let now = start;
  const waits: number[] = [];
  const deadlines = new Set<() => void>();
  return {
    waits,
    now: () => new Date(now),
    async sleep(ms, signal) {
      if (signal?.aborted) return;
      if (ms < deadlineMs) {
        waits.push(ms);
        now += ms;
        return;
      }
      await new Promise<void>((resolve) => {
        const passed = (): void => {
          deadlines.delete(passed);
          now += ms;
          resolve();
        };
        deadlines.add(passed);
        signal?.addEventListener('abort', () => {
          deadlines.delete(passed);
          resolve();
        });
      });
    },
    ring() {
      for (const passed of deadlines) passed();
    },
  };
}
