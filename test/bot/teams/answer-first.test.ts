import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bindWorkflow } from '#bot/teams/bind-workflow.ts';
import { createPresenter } from '#bot/teams/present/presenter.ts';
import type { Entry } from '#storage/entry.ts';
import { caseId, opened, smallWorld } from '#test/set-up/small-world.ts';

/** What an answer still needs after a decision: some turns of promises, and no more. */
async function answering(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) await Promise.resolve();
}

test('the work that a click sets off begins after the click has been answered', async () => {
  const woken: string[] = [];
  const roles = { operatorsGroupId: '', auditorsGroupId: '' };
  const workflow = bindWorkflow(await smallWorld([]), { wake: (id) => void woken.push(id) }, roles);
  workflow.wake(caseId);
  await answering();

  expect(woken).toEqual([]);
  await setImmediate();
  expect(woken).toEqual([caseId]);
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
