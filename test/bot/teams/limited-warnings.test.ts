import { beforeEach, describe, expect, it } from 'vitest';
import { limitWarnings } from '#bot/teams/limited-warnings.ts';
import { impatientClock, type ImpatientClock } from '#test/providers/impatient-clock.ts';

let clock: ImpatientClock;
let lines: string[];
let closing: AbortController;
let warn: (nth: number, message?: string) => void;

beforeEach(() => {
  clock = impatientClock(3_000);
  lines = [];
  closing = new AbortController();
  const note = (facts: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(facts)}`);
  const log = limitWarnings({ debug: note, info: note, warn: note, error: note }, clock, closing.signal);
  warn = (nth, message = 'refused') => log.warn({ nth }, message);
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('warnings that strangers cause', () => {
  it('are written one by one as long as they are few', () => {
    warn(1);
    warn(2);

    expect(lines).toEqual(['refused {"nth":1}', 'refused {"nth":2}']);
  });

  it('fill no disk: after sixty in a minute the rest is counted, and told when the minute is over', async () => {
    for (let nth = 1; nth <= 10_000; nth++) warn(nth);
    expect(lines).toHaveLength(60);
    clock.ring();
    await settled();

    expect(lines.slice(60)).toEqual(['refused, and more were, which are not listed {"left":9940}']);
    warn(1);
    expect(lines.at(-1)).toBe('refused {"nth":1}');
  });

  it('of one kind do not hide those of another', () => {
    for (let nth = 1; nth <= 100; nth++) warn(nth);
    warn(1, 'not admitted');

    expect(lines.at(-1)).toBe('not admitted {"nth":1}');
  });

  it('that were counted are told before the door is closed', async () => {
    for (let nth = 1; nth <= 61; nth++) warn(nth);
    closing.abort();
    await settled();

    expect(lines.at(-1)).toBe('refused, and more were, which are not listed {"left":1}');
  });
});
