import { beforeEach, describe, expect, it } from 'vitest';
import { decide } from '#bot/workflow/acts/decide.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { createDriver, type Driver } from '#bot/workflow/driver.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { StoreDown, type LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import { alex, caseId, current, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';

let box: Cupboard;
let world: SmallWorld;
let driver: Driver;
let store: LogStore;
let down: boolean;

beforeEach(async () => {
  box = cupboard({ name: 'a', group: 'doors', value: 'open' }, { name: 'b', group: 'doors', value: 'open' });
  down = false;
  store = await openSqliteStore({ file: ':memory:' });
  const flaky: LogStore = {
    ...store,
    append: async (entry) => (down ? Promise.reject(new StoreDown('the disk is full')) : store.append(entry)),
  };
  const doors = removeThings(box, { id: 'test.doors', group: 'doors', oneByOne: true });
  world = await smallWorld([doors], { store: flaky });
  driver = createDriver(world);
});

/** Wakes the case until it is as wanted; the virtual clock makes waiting free. */
async function until(wanted: (state: CaseState) => boolean): Promise<CaseState> {
  for (let turn = 0; turn < 500; turn++) {
    const state = await current(world);
    if (wanted(state) && !state.hold) return state;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the case stands at ${(await current(world)).status}`);
}

async function approved(): Promise<void> {
  await opened(world);
  driver.wake(caseId);
  const { revision } = await until(({ status }) => status === 'choosing');
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  driver.wake(caseId);
  await until(({ steps }) => steps.some(({ approval }) => approval.status === 'asked'));
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
}

describe('the driver', () => {
  it('carries a case on after each act of a person', async () => {
    await approved();
    driver.wake(caseId);

    expect((await until(({ status }) => status === 'closed')).outcome).toBe('complete');
    await driver.stop();
  });

  it('takes up open cases by itself when it starts', async () => {
    await approved();
    driver.start();

    expect((await until(({ status }) => status === 'closed')).outcome).toBe('complete');
    await driver.stop();
  });

  it('sends nothing while the store refuses entries, and goes on when it is back', async () => {
    await approved();
    down = true;
    driver.wake(caseId);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(box.calls.filter((call) => call.startsWith('apply'))).toEqual([]);

    down = false;

    expect((await until(({ status }) => status === 'closed')).outcome).toBe('complete');
    await driver.stop();
  });

  it('tells once that a case stands still, and once that it goes on, however long the store was away', async () => {
    const told: boolean[] = [];
    driver = createDriver({ ...world, standsStill: (_state, isStill) => void told.push(isStill) });
    await approved();
    down = true;
    const begun = world.clock.now().getTime();
    driver.wake(caseId);
    while (world.clock.now().getTime() - begun < 600_000)
      await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([true]);
    down = false;

    expect((await until(({ status }) => status === 'closed')).outcome).toBe('complete');
    expect(told).toEqual([true, false]);
    await driver.stop();
  });

  it('begins nothing new once it is told to stop, and leaves what has an intent to be observed', async () => {
    await approved();
    const stops: Promise<void>[] = [];
    box.meanwhile.set('apply a', () => {
      stops.push(driver.stop());
    });
    driver.wake(caseId);
    for (let turn = 0; turn < 500 && stops.length === 0; turn++)
      await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(stops);

    expect(box.calls.filter((call) => call.startsWith('apply'))).toEqual(['apply a']);
    const entries = await store.readCase(caseId);
    expect(entries.filter(({ phase }) => phase === 'intent')).toHaveLength(1);
  });

  it('forgets a case that has ended', async () => {
    await approved();
    driver.wake(caseId);
    await until(({ status }) => status === 'closed');

    expect(await store.listOpen()).toEqual([]);
    await driver.stop();
  });
});
