import { describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { createDriver } from '#bot/workflow/driver.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import type { Clock } from '#bot/workflow/world.ts';
import { StoreDown, type LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

/** A clock whose hands are moved by the test: sleepers wake when their time has come. */
function handMoved() {
  let time = Date.parse('2026-11-23T09:00:00.000Z');
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  const clock: Clock = {
    now: () => new Date(time),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { at: time + ms, wake: () => (sleepers.delete(sleeper), resolve()) };
        if (signal?.aborted) return resolve();
        signal?.addEventListener('abort', sleeper.wake);
        sleepers.add(sleeper);
      }),
  };
  return {
    clock,
    sleeping: () => sleepers.size,
    pass: async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second++) {
        time += 1000;
        for (const { at, wake } of sleepers) if (at <= time) wake();
        await settled();
      }
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function approved(world: SmallWorld): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
}

async function twoWorlds(box: Cupboard) {
  const { clock, ...hands } = handMoved();
  const store = await openSqliteStore({ file: ':memory:' });
  const catalog = [removeThings(box, { id: 'test.doors', group: 'doors' })];
  const make = async () => {
    const world = await smallWorld(catalog, { store, clock: clock as SmallWorld['clock'] });
    return { ...world, timing: { ...world.timing, verifyWaitsMs: [0, 100_000] } };
  };
  return { first: await make(), second: await make(), ...hands };
}

const door = { name: 'a', group: 'doors', value: 'open' };

describe('two processes', () => {
  it('do not take a case from each other while one waits for a change to be seen', async () => {
    const box = cupboard(door);
    box.faults.set('apply a', ['swallow']);
    const { first, second, pass } = await twoWorlds(box);
    await approved(first);
    const driver = createDriver(first);
    driver.wake(caseId);
    await settled();

    for (let tries = 0; tries < 9; tries++) {
      await pass(10);
      expect(await takeHold(second, caseId, new AbortController().signal)).toBeNull();
    }
    await pass(30);
    expect((await current(first)).status).toBe('attention');
    expect(box.calls.filter((call) => call === 'apply a')).toHaveLength(1);
    await driver.stop();
  });

  it('do not take a case from each other while a system is slow to answer', async () => {
    const box = cupboard(door);
    const { first, second, pass } = await twoWorlds(box);
    await approved(first);
    const [doors] = first.catalog;
    let answer = (): void => {};
    const slow = {
      ...doors,
      apply: () => new Promise<void>((resolve) => void (answer = resolve)),
    } as SmallWorld['catalog'][number];
    const driver = createDriver({ ...first, catalog: [slow] });
    driver.wake(caseId);
    await settled();

    await pass(90);
    expect(await takeHold(second, caseId, new AbortController().signal)).toBeNull();
    box.things.delete('a');
    answer();
    await pass(5);
    expect((await current(first)).outcome).toBe('complete');
    await driver.stop();
  });

  it('wake once for a case of the other, however often they are told of it', async () => {
    const box = cupboard(door);
    const { first, second, sleeping } = await twoWorlds(box);
    await approved(first);
    await takeHold(first, caseId, new AbortController().signal);
    const driver = createDriver(second);
    for (let told = 0; told < 10; told++) {
      driver.wake(caseId);
      await settled();
    }

    expect(sleeping()).toBe(1);
    await driver.stop();
  });
});

describe('lanes that run side by side', () => {
  it('are all waited for when the store fails between them', async () => {
    const box = cupboard(door, { name: 'lamp', group: 'lights', value: 'on' });
    const store = await openSqliteStore({ file: ':memory:' });
    let failing = false;
    const flaky: LogStore = {
      ...store,
      async append(entry) {
        await store.append(entry);
        failing ||= entry.phase === 'outcome' && entry.change === 'a';
      },
      async readCase(id, after) {
        if (!failing) return store.readCase(id, after);
        failing = false;
        throw new StoreDown('no answer');
      },
    };
    let open = (): void => {};
    const lights = removeThings(box, { id: 'test.lights', group: 'lights', system: 'azure' });
    const slow = {
      ...lights,
      apply: () => new Promise<void>((resolve) => void (open = resolve)),
    } as SmallWorld['catalog'][number];
    const world = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' }), slow], {
      store: flaky,
    });
    await approved(world);
    let over = false;
    const work = goOn(world).catch((error: unknown) => {
      over = true;
      return error;
    });
    for (let turn = 0; turn < 50; turn++) await settled();

    expect(over).toBe(false);
    open();
    expect(await work).toBeInstanceOf(StoreDown);
  });

  it('say together, not each by itself, that the case is still theirs', async () => {
    const world = await smallWorld([removeThings(cupboard(door), { id: 'test.doors', group: 'doors' })]);
    await opened(world);
    const hold = await takeHold(world, caseId, new AbortController().signal);
    world.clock.advance(20_000);
    if (!hold) throw new Error('another instance holds the case');
    await Promise.all(Array.from({ length: 5 }, () => hold.record(() => null)));
    const phases = (await world.store.readCase(caseId)).map(({ phase }) => phase);

    expect(phases).toEqual(['opened', 'taken', 'taken']);
  });
});
