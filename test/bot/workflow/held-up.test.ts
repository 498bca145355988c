import { beforeEach, describe, expect, it } from 'vitest';
import type { Protection } from '#bot/policy/guard.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { createDriver, type Driver } from '#bot/workflow/driver.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import type { World } from '#bot/workflow/world.ts';
import { progressCard } from '#cards/progress-card.ts';
import { isBrief } from '#providers/briefly.ts';
import type { Entry } from '#storage/entry.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, opened, smallWorld } from '#test/set-up/small-world.ts';
import type { VirtualClock } from '#test/set-up/virtual-clock.ts';

let box: Cupboard;
let protection: () => Promise<Protection>;
let reads: number;
let world: World;
let clock: VirtualClock;

/** One step that can be approved. */
beforeEach(async () => {
  box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  protection = async () => ({ reasons: [] });
  reads = 0;
  const small = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })]);
  clock = small.clock;
  const read: World['protection'] = () => {
    reads += 1;
    return protection();
  };
  world = { ...small, protection: read };
  await opened(world);
});

async function frozen(): Promise<void> {
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
}

async function approved(): Promise<void> {
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
}

const sent = (): readonly string[] => box.calls.filter((call) => call.startsWith('apply'));

/** Ends when the case stands still, as it must while it is held up; the virtual clock makes waiting free. */
async function untilSent(driver: Driver): Promise<void> {
  driver.wake(caseId);
  for (let turn = 0; turn < 500 && sent().length === 0; turn++)
    await new Promise((resolve) => setImmediate(resolve));
  await driver.stop();
}

async function holdUps(): Promise<readonly Entry[]> {
  const entries = await world.store.readCase(caseId);
  return entries.filter(({ phase }) => phase === 'held-up');
}

describe('a protection that cannot be read', () => {
  const denied = fault('Denied', { status: 403, requestId: 'r-1' });

  it('lets nothing be sent, and the log and the card say which system holds the case up, and until when', async () => {
    await frozen();
    protection = async () => Promise.reject(denied);
    await approved();
    const state = await goOn(world);

    expect(sent()).toEqual([]);
    const [entry, ...more] = await holdUps();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      error: { code: 'Denied', status: 403, requestId: 'r-1' },
      data: { tries: 1 },
    });
    expect(JSON.stringify(progressCard(state, clock.now()))).toContain('Entra ID said Denied (403)');
  });

  it('is read again, more and more seldom, and the case goes on by itself as soon as it can be', async () => {
    await frozen();
    protection = async () => ((await holdUps()).length < 4 ? Promise.reject(denied) : { reasons: [] });
    await approved();
    await untilSent(createDriver(world));

    expect(sent()).toEqual(['apply a']);
    const waits = (await holdUps()).map(({ at, data }) => {
      const { until } = data as { readonly until: string };
      return Date.parse(until) - Date.parse(at);
    });
    expect(waits).toEqual([15_000, 60_000, 60_000, 60_000]);
  });

  it('is waited for by whoever takes the case up after a restart', async () => {
    await frozen();
    protection = async () => Promise.reject(denied);
    await approved();
    await goOn(world);
    protection = async () => ({ reasons: [] });
    const before = (await world.store.readCase(caseId)).length;
    await goOn(world);
    expect(sent()).toEqual([]);
    expect((await world.store.readCase(caseId)).length).toBeLessThanOrEqual(before + 2);

    await untilSent(createDriver({ ...world, instance: 'the next one' }));
    expect(sent()).toEqual(['apply a']);
  });

  it('can be tried at once by the operator', async () => {
    await frozen();
    protection = async () => Promise.reject(denied);
    await approved();
    await goOn(world);
    protection = async () => ({ reasons: [] });
    expect((await retryCase(world, { by: alex, caseId })).ok).toBe(true);
    const state = await goOn(world);

    expect(sent()).toEqual(['apply a']);
    expect(state.heldUp).toBeUndefined();
  });

  it('stands as a hold until it is seen whether trying now worked, and counts on when it did not', async () => {
    await frozen();
    protection = async () => Promise.reject(denied);
    await approved();
    await goOn(world);
    const answer = await retryCase(world, { by: alex, caseId });
    const hurried = answer.ok ? answer.value.heldUp : undefined;
    expect(hurried).toMatchObject({ tries: 1, error: { code: 'Denied' } });
    expect(answer.ok && JSON.stringify(progressCard(answer.value, clock.now()))).toContain(
      'being tried again',
    );
    await goOn(world);

    expect((await holdUps()).map(({ data }) => (data as { tries: number }).tries)).toEqual([1, 2]);
  });

  it('is left alone for as long as the system asks', async () => {
    await frozen();
    protection = async () => Promise.reject(fault('busy', { passing: true, pauseMs: 200_000 }));
    await approved();
    const { heldUp, lastAt } = await goOn(world);

    expect(Date.parse(heldUp!.until) - Date.parse(lastAt)).toBeGreaterThan(190_000);
  });

  it('is given up early only at the first try: once people know, it is read with all patience', async () => {
    await frozen();
    const brief: boolean[] = [];
    protection = async () => {
      brief.push(isBrief());
      return brief.length < 3 ? Promise.reject(denied) : { reasons: [] };
    };
    await approved();
    await untilSent(createDriver(world));

    expect(brief.slice(0, 3)).toEqual([true, false, false]);
  });

  it('holds the case up also while a first look at a system does not come to its end', async () => {
    await frozen();
    protection = async () => Promise.reject(denied);
    await approved();
    const hanging = world.catalog.map((one) =>
      Object.assign({}, one, { inspect: () => new Promise(() => {}) }),
    );
    world = { ...world, catalog: hanging };

    expect((await goOn(world)).heldUp).toMatchObject({ tries: 1 });
  });

  it('is read again while the system says that it will pass', async () => {
    await frozen();
    const busy = fault('busy', { passing: true });
    const first = reads;
    protection = async () => (reads === first + 1 ? Promise.reject(busy) : { reasons: [] });
    await approved();
    await goOn(world);

    expect(sent()).toEqual(['apply a']);
    expect(await holdUps()).toEqual([]);
  });
});
