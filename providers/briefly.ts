import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * For the first of several tries to read what somebody is waiting for: after so much time, in ms, no further attempt
 * begins. They learn in seconds that a system does not answer, instead of when all patience is used up.
 */
export const briefMs = 4_000;

/** One attempt may still take so long, in ms: slow is not down. */
export const briefAttemptMs = 10_000;

const brief = new AsyncLocalStorage<true>();

/** Whatever `work` asks of a system, by whatever client, is given up early. */
export function briefly<T>(work: () => Promise<T>): Promise<T> {
  return brief.run(true, work);
}

/** For whoever tries again: whether somebody is waiting. */
export function isBrief(): boolean {
  return brief.getStore() === true;
}
