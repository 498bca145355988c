import type { Clock } from '../workflow/world.ts';

/** The work's result, or `late` when it takes longer than `ms`; the work goes on either way. */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
): Promise<{ readonly late: false; readonly value: T } | { readonly late: true }> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(() => ({ late: true }) as const);
  try {
    return await Promise.race([work.then((value) => ({ late: false, value }) as const), late]);
  } finally {
    done.abort();
  }
}
