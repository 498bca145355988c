import { control } from './stage.ts';
import type { Call } from './trace-calls.ts';

export interface Replay {
  readonly ms: number;
  readonly calls: number;
  /** Calls that were answered with another status than in the run. */
  readonly different: number;
}

/**
 * Makes the same calls again at the company as it was, in the order in which they went out, one after another.
 * `from` begins in the middle: the calls before are made as well, without latency and without counting.
 */
export async function replayCalls(
  cloud: string,
  calls: readonly Call[],
  { latencyMs, from = 0, to = calls.length }: { latencyMs: number; from?: number; to?: number },
): Promise<Replay> {
  const inOrder = calls.toSorted((a, b) => a.start - b.start);
  await control(cloud, 'reset', {});
  await again(inOrder.slice(0, from));
  await control(cloud, 'faults', { latencyMs });
  const start = performance.now();
  const different = await again(inOrder.slice(from, to));
  const ms = performance.now() - start;
  await control(cloud, 'reset', {});
  return { ms, calls: Math.min(to, calls.length) - from, different };
}

/** How many were answered with another status than in the run. */
async function again(calls: readonly Call[]): Promise<number> {
  let different = 0;
  for (const { url, init, status } of calls) {
    const { method = 'GET', headers = {}, body = null } = init;
    const answer = await fetch(url, { method, headers, body });
    await answer.text();
    if (answer.status !== status) different += 1;
  }
  return different;
}
