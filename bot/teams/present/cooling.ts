import type { Clock } from '../../workflow/world.ts';

const firstMs = 2_000;
const longestMs = 60_000;

/** Which messages failed lately and are left alone for a while, longer each time, while all others go on. */
export interface Cooling {
  isCold(key: string): boolean;
  failed(key: string, error: unknown): void;
  worked(key: string): void;
}

export function createCooling(clock: Pick<Clock, 'now'>): Cooling {
  const cold = new Map<string, { readonly until: number; readonly waitMs: number }>();
  return {
    isCold: (key) => (cold.get(key)?.until ?? 0) > clock.now().getTime(),
    failed(key, error) {
      const doubled = (cold.get(key)?.waitMs ?? firstMs / 2) * 2;
      const waitMs = Math.max(Math.min(doubled, longestMs), askedFor(error));
      cold.set(key, { until: clock.now().getTime() + waitMs, waitMs: Math.min(waitMs, longestMs) });
    },
    worked: (key) => void cold.delete(key),
  };
}

/** What the channel asked for (`Retry-After`), ms. */
function askedFor(error: unknown): number {
  return typeof error === 'object' && error !== null && 'waitMs' in error ? Number(error.waitMs) : 0;
}
