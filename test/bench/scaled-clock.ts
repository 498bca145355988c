import { systemClock } from '#bot/system-clock.ts';
import type { Clock } from '#bot/workflow/world.ts';

/** Time that runs faster than life, the same in every process that is given the same. */
export interface Scale {
  /** How many times faster. */
  readonly times: number;
  /** Where both were the same, ms since 1970. */
  readonly since: number;
}

/** Whoever waits by this clock waits shorter; what must be computed takes as long as ever. */
export function scaledClock({ times, since }: Scale): Clock {
  return {
    now: () => new Date(since + (Date.now() - since) * times),
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}
