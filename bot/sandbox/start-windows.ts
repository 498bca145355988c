import type { Persona } from './personas.ts';
import { startPlayground, type Playground } from './playground.ts';

export interface WindowPlan {
  readonly persona: Persona;
  readonly port: number;
  readonly folder: string;
}

const patienceMs = 60_000;

/** Opens all windows side by side; when one does not open, the others are closed again. */
export async function startWindows(
  plans: readonly WindowPlan[],
  endpoint: string,
): Promise<readonly Playground[]> {
  const starting = plans.map((plan) => startPlayground({ ...plan, endpoint, patienceMs }));
  const ended = await Promise.allSettled(starting);
  const open = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = ended.find((one) => one.status === 'rejected');
  if (!failed) return open;
  await Promise.all(open.map((window) => window.stop()));
  throw failed.reason;
}
