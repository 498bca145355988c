import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPresenter } from '#bot/teams/present/presenter.ts';
import { createDriver } from '#bot/workflow/driver.ts';
import type { World } from '#bot/workflow/world.ts';
import type { Entry } from '#storage/entry.ts';
import { caseId, opened, smallWorld } from '#test/set-up/small-world.ts';

/** What an answer still needs after a decision: some turns of promises, and no more. */
async function answering(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await Promise.resolve();
}

test('the work that a click sets off begins after the click has been answered', async () => {
  const world = await smallWorld([]);
  await opened(world);
  const read: string[] = [];
  const cases: World['cases'] = {
    record: (...given) => world.cases.record(...given),
    read: (id) => {
      read.push(id);
      return world.cases.read(id);
    },
  };
  const driver = createDriver({ ...world, cases });
  driver.wake(caseId);
  await answering();

  expect(read).toEqual([]);
  await setImmediate();
  await driver.stop();
  expect(read).toContain(caseId);
});

test('the cards of others are brought up to date after the click has been answered', async () => {
  const world = await smallWorld([]);
  const state = await opened(world);
  const asked: string[] = [];
  const presenter = createPresenter({
    sender: { send: async () => 'id', update: async () => {} },
    reach: { deliver: async () => ({ reached: false, why: 'nobody' }) },
    workflow: {
      operators: async () => [],
      recordDelivery: async () => {},
      listOpen: () => world.store.listOpen(),
      read: (id) => world.cases.read(id),
    },
    cache: { ...world.store.cache, put: async (key) => void asked.push(key) },
    clock: world.clock,
    log: world.log,
  });
  presenter.told(state, { phase: 'approved' } as Entry);
  await answering();

  expect(asked).toEqual([]);
  await setImmediate();
  await presenter.stop();
  expect(asked).not.toEqual([]);
});
