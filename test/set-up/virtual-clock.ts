import type { Clock } from '#bot/workflow/world.ts';

/** A clock that stands still until somebody sleeps: waiting costs no time, and is counted. */
export interface VirtualClock extends Clock {
  advance(ms: number): void;
  readonly slept: readonly number[];
}

export function virtualClock(start = '2026-11-23T09:00:00.000Z'): VirtualClock {
  let time = Date.parse(start);
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(time),
    advance: (ms) => void (time += ms),
    async sleep(ms, signal) {
      if (signal?.aborted) return;
      slept.push(ms);
      time += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
