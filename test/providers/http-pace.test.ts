import { describe, expect, it } from 'vitest';
import { assert, asyncProperty, integer, record } from 'fast-check';
import { createPace, type WriteBudget } from '#providers/http-pace.ts';
import type { Method, SendRequest } from '#providers/http.ts';
import { seed } from '#test/set-up/attack.ts';
import { empty, json } from './answering-server.ts';
import { stage, to } from './http-stage.ts';

/** The clock of a world in which nothing takes time but waiting; sleepers wake in order. */
function stillClock() {
  let time = 0;
  const asleep: { at: number; wake: () => void }[] = [];
  return {
    now: () => new Date(time),
    sleep: (ms: number) => new Promise<void>((wake) => asleep.push({ at: time + ms, wake })),
    /** Lets this much time go by, one sleeper after the other. */
    async pass(ms: number) {
      const until = time + ms;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = asleep.toSorted((a, b) => a.at - b.at);
        if (!next || next.at > until) break;
        asleep.splice(asleep.indexOf(next), 1);
        time = Math.max(time, next.at);
        next.wake();
      }
      time = until;
    },
  };
}

function call(method: Method, idempotent?: boolean): SendRequest {
  const rest = { url: 'https://graph.microsoft.com/v1.0/x', scope: 's', operation: 'x' };
  return { method, ...rest, ...(idempotent !== undefined && { idempotent }) };
}

const graph: WriteBudget = { writes: 3000, perMs: 150_000 };

/** When each of these many changes went out, asked for all at one moment. */
async function sentAt(budget: WriteBudget, count: number): Promise<readonly number[]> {
  const clock = stillClock();
  const pace = createPace(budget, clock);
  const times: number[] = [];
  for (let nth = 0; nth < count; nth++)
    void pace(call('DELETE')).then(() => times.push(clock.now().getTime()));
  await clock.pass(budget.perMs * 10);
  return times;
}

describe('a budget of changes', () => {
  it('lets the changes of a few cases go at once', async () => {
    expect((await sentAt(graph, 75)).every((time) => time === 0)).toBe(true);
  });

  it('is used to more than 95 percent when there is always something to send', async () => {
    const times = await sentAt(graph, 3000);
    const last = times.at(-1) ?? Infinity;

    expect(times).toHaveLength(3000);
    expect(3000 / ((last / graph.perMs) * graph.writes)).toBeGreaterThan(0.95);
  });

  it('is never exceeded, in no stretch of time of its length', async () => {
    const budgets = record({
      writes: integer({ min: 2, max: 120 }),
      perMs: integer({ min: 10, max: 5000 }),
    });
    await assert(
      asyncProperty(budgets, async (budget) => {
        const times = await sentAt(budget, budget.writes * 3);
        const most = times.map((from, nth) => times.slice(nth).filter((time) => time < from + budget.perMs));
        expect(Math.max(...most.map(({ length }) => length))).toBeLessThanOrEqual(budget.writes);
      }),
      { numRuns: 10, seed },
    );
  });

  it('holds up neither reads nor questions that are asked by POST', async () => {
    const clock = stillClock();
    const pace = createPace({ writes: 1, perMs: 1000 }, clock);
    for (let nth = 0; nth < 5; nth++) await Promise.all([pace(call('GET')), pace(call('POST', true))]);
    await pace(call('POST'));
    let second = false;
    void pace(call('PATCH')).then(() => (second = true));
    await clock.pass(500);

    expect(second).toBe(false);
    await clock.pass(600);
    expect(second).toBe(true);
  });
});

describe('the one way out', () => {
  it('keeps to the budget with what it sends and with what it sends again', async () => {
    const busy = json(429, {}, { 'retry-after': '0' });
    const { server, send, clock } = await stage([empty, empty, busy, empty], {
      writes: { writes: 2, perMs: 10_000 },
      firstWaitMs: 0,
    });

    await send(to(server, { method: 'DELETE' }));
    await send(to(server));
    expect(clock.waits.filter((ms) => ms > 0)).toEqual([]);
    await send(to(server, { method: 'DELETE' }));
    expect(clock.waits.filter((ms) => ms > 0)).toEqual([10_000, 10_000]);
  });
});
