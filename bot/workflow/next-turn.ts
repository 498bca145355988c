import { setImmediate } from 'node:timers/promises';

/**
 * Lets everything that is under way have its turn first. The embedded store answers at once, so that work which only
 * reads and writes it would else go on to its end while everybody waits: an answer to a click behind the work that the
 * click sets off, and all requests behind the look at a thousand open cases.
 */
export function nextTurn(): Promise<void> {
  return setImmediate();
}
