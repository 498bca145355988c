import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Asked right before every attempt to change a system. A signal would come too late: a process that was frozen
 * goes on with what it was about to do before it hears of anything. Throws when nothing may be sent any more.
 */
export type Permit = () => Promise<void>;

const permits = new AsyncLocalStorage<Permit>();

/** Everything that `work` sends to change a system, by whatever client and however often, asks `permit` first. */
export function underPermit<T>(permit: Permit, work: () => Promise<T>): Promise<T> {
  return permits.run(permit, work);
}

/** For whoever sends: at the last moment, with token and connection at hand. @throws what the permit throws */
export async function askPermit(): Promise<void> {
  await permits.getStore()?.();
}
