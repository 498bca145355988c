import { describe, expect, test } from 'vitest';
import { stopInOrder, type Stoppable } from '#bot/graceful-stop.ts';
import type { Clock } from '#bot/workflow/world.ts';

/** A clock whose waits end only when given up. */
const patient: Clock = {
  now: () => new Date(0),
  sleep: (_ms, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
};
/** A clock on which a second is over at once, and more never. */
const hasty: Clock = {
  ...patient,
  sleep: (ms, signal) => (ms <= 1000 ? Promise.resolve() : patient.sleep(ms, signal)),
};
const never = () => new Promise<never>(() => {});
const silent = { debug() {}, info() {}, warn() {}, error() {} };

function part(what: string, told: string[], work: () => Promise<void> = () => Promise.resolve()): Stoppable {
  return {
    what,
    withinMs: work === never ? 1000 : 5000,
    async stop() {
      told.push(what);
      await work();
    },
  };
}

describe('a graceful stop', () => {
  test('ends the way in first, then the work, then the store', async () => {
    const told: string[] = [];
    const parts = ['way in', 'work', 'store'].map((what) => part(what, told));

    const clean = await stopInOrder({ parts, clock: patient, log: silent });

    expect(told).toEqual(['way in', 'work', 'store']);
    expect(clean).toBe(true);
  });

  test('closes the store although the work fails to stop, and says that it was not clean', async () => {
    const told: string[] = [];
    const broken = part('work', told, () => Promise.reject(new Error('broken')));

    const clean = await stopInOrder({
      parts: [broken, part('store', told)],
      clock: patient,
      log: silent,
    });

    expect(told).toEqual(['work', 'store']);
    expect(clean).toBe(false);
  });

  test('leaves behind a change that takes too long, and still waits for the store to close', async () => {
    const told: string[] = [];
    const closed = part('store', told, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      told.push('store closed');
    });

    const clean = await stopInOrder({
      parts: [part('work', told, never), closed],
      clock: hasty,
      log: silent,
    });

    expect(clean).toBe(false);
    expect(told).toEqual(['work', 'store', 'store closed']);
  });
});
