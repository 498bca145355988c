import { StoreDown } from '#storage/log-store.ts';
import { HoldLost } from '../hold/hold.ts';

/** Tells a fault of the system we change from one of our own store, which must stop the work. */
export class SystemFault extends Error {
  override readonly name = 'SystemFault';
}

export async function fromSystem<T>(call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isOurOwn(error)) throw error;
    throw new SystemFault('the system failed', { cause: error });
  }
}

/** True for what stops the work itself and says nothing about the system: the case or the log is not ours to write. */
export function isOurOwn(error: unknown): boolean {
  return error instanceof StoreDown || error instanceof HoldLost;
}
