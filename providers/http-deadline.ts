import type { Clock } from '#bot/workflow/world.ts';

export interface Deadline {
  /** Aborts when the time is over or the caller gives up. */
  readonly signal: AbortSignal;
  /** True once the time was over; false when the caller gave up. */
  readonly passed: () => boolean;
  readonly stop: () => void;
}

/** Time for one attempt, kept by the given clock so that tests need not wait. */
export function startDeadline(clock: Clock, ms: number, caller: AbortSignal | undefined): Deadline {
  const over = new AbortController();
  const done = new AbortController();
  let passed = false;
  void (async () => {
    await clock.sleep(ms, done.signal);
    if (done.signal.aborted) return;
    passed = true;
    over.abort();
  })();
  return {
    signal: caller ? AbortSignal.any([over.signal, caller]) : over.signal,
    passed: () => passed,
    // With a reason of its own, or every call would pay for an error that nobody reads.
    stop: () => done.abort('answered'),
  };
}
