import { setImmediate } from 'node:timers/promises';

/**
 * Resolves when what is being answered at this moment has been answered. Whoever clicked waits for the answer and not
 * for the work that the click sets off: that would else come first, because the embedded store answers at once.
 */
export function afterAnswer(): Promise<void> {
  return setImmediate();
}
