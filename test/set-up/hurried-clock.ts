import { setImmediate as immediate } from 'node:timers/promises';
import type { VirtualClock } from './virtual-clock.ts';

/** How long a deadline really stands, in ms: long for a server on this machine, short for whoever waits in vain. */
const deadlineStandsMs = 400;

/**
 * A clock on which waiting takes no time, for many who wait at once: whoever sleeps wakes at the time they wanted, not
 * at the end of everybody's sleep. Only a sleep of `deadlineMs` really stands for a moment: it guards a call.
 */
export function hurriedClock(deadlineMs: number, start = '2026-11-23T09:00:00.000Z'): VirtualClock {
  let time = Date.parse(start);
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(time),
    advance: (ms) => void (time += ms),
    async sleep(ms, signal) {
      if (signal?.aborted) return;
      const until = time + ms;
      await (ms === deadlineMs ? standing(signal) : immediate());
      if (signal?.aborted) return;
      slept.push(ms);
      time = Math.max(time, until);
    },
  };
}

/** For its time in earnest, or until nobody waits for it any more. */
function standing(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, deadlineStandsMs);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
