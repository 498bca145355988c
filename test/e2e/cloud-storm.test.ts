import { afterAll, expect, it } from 'vitest';
import { seeds, times } from '#test/set-up/attack.ts';
import { say } from '#test/set-up/say.ts';
import { course, type Course } from '#test/set-up/storm.ts';

/** John Doe's case has 34 changes, the others' have up to ten each. */
const count = { short: 1, long: 120 };
const leavers =
  times(count) > 1
    ? ['jdoe', "zoe.o'neil@contoso.com", 'diegos', 'adelev', 'joni.sherman@contoso.com']
    : ['jdoe'];

const courses: Course[] = [];

it.each(seeds(count))(
  'while half of all calls fail in every way, each case ends and nothing is said that is not so (seed %i)',
  { timeout: 120_000 },
  async (seed) => {
    const found = await course(seed, leavers);
    courses.push(found);
    say(`seed ${seed}: ${figuresOf([found])}`);

    expect(found.untruths).toEqual([]);
    expect(found.failed).toBeGreaterThan(0.45);
  },
);

afterAll(() => say(`all: ${figuresOf(courses)}`));

function figuresOf(some: readonly Course[]): string {
  const sum = (of: (one: Course) => number) => some.reduce((total, one) => total + of(one), 0);
  const ends = new Map<string, number>();
  for (const one of some) for (const [word, n] of one.ends) ends.set(word, (ends.get(word) ?? 0) + n);
  const [changes, requests] = [sum((one) => one.changes), sum((one) => one.requests)];
  return [
    `${sum(({ cases }) => cases)} cases, ${changes} changes sent`,
    `${requests} requests, ${(requests / changes).toFixed(1)} a change`,
    `${sum(({ untruths }) => untruths.length)} untruths`,
    `ended ${[...ends].map(([word, n]) => `${n} ${word}`).join(', ')}`,
    `${sum((one) => one.doneAndNotSeen)} done and not seen`,
  ].join('; ');
}
