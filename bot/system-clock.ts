import type { Clock } from './workflow/world.ts';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  // Not Node's own promise of a timer: that one ends every sleep that is cut short with an error and its stack, and
  // each call to a system cuts one short, its deadline.
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal?.addEventListener('abort', end, { once: true });
    }),
};
