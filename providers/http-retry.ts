import type { Failed } from './http-attempt.ts';
import type { Limits } from './http.ts';

export interface RetryQuestion {
  /** The attempt that just failed, from 1. */
  readonly attempt: number;
  /** Whether sending twice does no harm. */
  readonly repeatable: boolean;
  readonly random: () => number;
  readonly limits: Limits;
}

/** How long to wait before sending again, in ms; `null` = do not. */
export function waitBeforeRetry(failed: Failed, question: RetryQuestion): number | null {
  const { attempt, repeatable, limits } = question;
  if (attempt >= limits.attempts) return null;
  if (failed.again === 'never' || (failed.again === 'repeatable' && !repeatable)) return null;
  const jittered = backOff(question);
  if (failed.retryAfterMs === null) return jittered;
  if (failed.retryAfterMs > limits.longestRetryAfterMs) return null;
  return Math.max(failed.retryAfterMs + question.random() * limits.firstWaitMs, jittered);
}

/** Doubles with every attempt; the random half keeps callers apart. */
function backOff({ attempt, random, limits }: RetryQuestion): number {
  const full = Math.min(limits.firstWaitMs * 2 ** (attempt - 1), limits.longestWaitMs);
  return full / 2 + (full / 2) * random();
}

/** `Retry-After` in seconds or as an HTTP date; `null` when missing or senseless. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
