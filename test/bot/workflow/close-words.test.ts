import { beforeEach, expect, it } from 'vitest';
import { close, closeCase, finishDryRun } from '#bot/workflow/close/close-case.ts';
import { type Hold, takeHold } from '#bot/workflow/hold/hold.ts';
import { caseId, current, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';

let world: SmallWorld;
let hold: Hold;
beforeEach(async () => {
  world = await smallWorld([]);
  await opened(world);
  const taken = await takeHold(world, caseId, new AbortController().signal);
  if (!taken) throw new Error('not held');
  hold = taken;
});
const last = async () => (await world.store.readCase(caseId)).at(-1);

it.each([
  ['complete', 'verified'],
  ['undone', 'undone'],
  ['incomplete', 'failed'],
  ['dry-run', 'skipped'],
  ['canceled', 'skipped'],
  ['partly-undone', undefined],
] as const)('a case that ends %s has the result %s, and is off the list', async (outcome, result) => {
  await close(world, hold, outcome);

  const entry = await last();
  expect(entry).toMatchObject({ phase: 'closed', data: { outcome }, actor: { name: 'Alex Wilber' } });
  expect(entry?.result).toBe(result);
  expect(await world.store.listOpen()).toEqual([]);
});

it('a case ends once, and is off the list all the same', async () => {
  await close(world, hold, 'complete');
  await world.store.markOpen(caseId);
  await close(world, hold, 'incomplete');

  expect(await current(world)).toMatchObject({ outcome: 'complete', head: { seq: 3 } });
  expect(await world.store.listOpen()).toEqual([]);
});

it('work that is done ends complete, a dry run as what it is', async () => {
  await closeCase(world, hold, await current(world));
  expect((await current(world)).outcome).toBe('complete');
});

it('a dry run ends as one', async () => {
  await finishDryRun(world, hold, await current(world));
  expect((await current(world)).outcome).toBe('dry-run');
});
