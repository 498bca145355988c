import { describe, expect, it } from 'vitest';
import type { Failed } from '#providers/http-attempt.ts';
import { retryAfterMs, type RetryQuestion, waitBeforeRetry } from '#providers/http-retry.ts';

const limits = {
  concurrent: 1,
  attempts: 6,
  attemptMs: 30_000,
  totalMs: 150_000,
  firstWaitMs: 500,
  longestWaitMs: 4000,
  longestRetryAfterMs: 60_000,
  writes: null,
};

function failed(more: Partial<Failed> = {}): Failed {
  const failure = { system: 'entra', operation: 'GET /thing', code: 'http-503', message: '' } as const;
  return { kind: 'failed', failure, again: 'always', retryAfterMs: null, ...more };
}

const wait = (outcome: Failed, more: Partial<RetryQuestion> = {}) =>
  waitBeforeRetry(outcome, { attempt: 1, repeatable: true, random: () => 0, limits, ...more });

describe('before a call is sent again', () => {
  it.each([
    [1, 250, 500],
    [2, 500, 1000],
    [3, 1000, 2000],
    [4, 2000, 4000],
    [5, 2000, 4000],
  ])('attempt %i is followed by a wait of %i to %i ms', (attempt, least, most) => {
    expect(wait(failed(), { attempt })).toBe(least);
    expect(wait(failed(), { attempt, random: () => 0.5 })).toBe((least + most) / 2);
    expect(wait(failed(), { attempt, random: () => 1 })).toBe(most);
  });

  it('a named pause is kept, and left by everybody at another moment', () => {
    const throttled = failed({ retryAfterMs: 7000 });

    expect(wait(throttled)).toBe(7000);
    expect(wait(throttled, { random: () => 0.5 })).toBe(7250);
  });

  it('a named pause shortens no wait', () => {
    expect(wait(failed({ retryAfterMs: 0 }), { attempt: 4 })).toBe(2000);
  });

  it('a pause is kept up to the longest that anybody waits', () => {
    expect(wait(failed({ retryAfterMs: 60_000 }))).toBe(60_000);
    expect(wait(failed({ retryAfterMs: 60_001 }))).toBeNull();
  });

  it.each([
    ['after the last attempt', failed(), { attempt: 6 }],
    ['when it can never succeed', failed({ again: 'never' }), {}],
    ['when a second effect would do harm', failed({ again: 'repeatable' }), { repeatable: false }],
  ])('nothing is waited for %s', (_, outcome, question) => {
    expect(wait(outcome, question)).toBeNull();
  });

  it('what did not arrive is sent again even where a second effect would do harm', () => {
    expect(wait(failed(), { repeatable: false })).toBe(250);
    expect(wait(failed({ again: 'repeatable' }))).toBe(250);
    expect(wait(failed(), { attempt: 5 })).toBe(2000);
  });
});

describe('a pause that a system names', () => {
  const now = new Date('2026-11-02T09:00:00Z');

  it.each([
    ['nothing', null, null],
    ['seconds', '7', 7000],
    ['seconds of two digits', '42', 42_000],
    ['parts of a second', '0.25', 250],
    ['seconds between blanks', ' 7 ', 7000],
    ['a date', 'Mon, 02 Nov 2026 09:00:09 GMT', 9000],
    ['a date that is over', 'Mon, 02 Nov 2026 08:00:00 GMT', 0],
    ['words', 'soon', null],
    ['seconds with words behind them', '7 or so', null],
    ['words with seconds behind them', 'about7', null],
  ])('as %s is %s, in ms: %s', (_, header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
