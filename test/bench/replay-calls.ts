import { control } from './stage.ts';
import type { Call } from './trace-calls.ts';

export interface Replay {
  readonly ms: number;
  readonly calls: number;
  /** Calls that were answered with another status than in the run. */
  readonly different: number;
}

/** Makes the same calls again at the company as it was, in the order in which they went out, one after another. */
export async function replayCalls(cloud: string, calls: readonly Call[], latencyMs: number): Promise<Replay> {
  await control(cloud, 'reset', {});
  await control(cloud, 'faults', { latencyMs });
  let different = 0;
  const start = performance.now();
  for (const { url, init, status } of calls.toSorted((a, b) => a.start - b.start)) {
    const { method = 'GET', headers = {}, body = null } = init;
    const answer = await fetch(url, { method, headers, body });
    await answer.text();
    if (answer.status !== status) different += 1;
  }
  const ms = performance.now() - start;
  await control(cloud, 'reset', {});
  return { ms, calls: calls.length, different };
}
