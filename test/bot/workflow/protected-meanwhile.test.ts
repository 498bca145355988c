import { beforeEach, describe, expect, it } from 'vitest';
import type { Protection } from '#bot/policy/guard.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { createDriver, type Driver } from '#bot/workflow/driver.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import type { World } from '#bot/workflow/world.ts';
import { progressCard } from '#cards/progress-card.ts';
import { resultCard } from '#cards/result-card.ts';
import type { Entry } from '#storage/entry.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, johnDoe, opened, smallWorld } from '#test/set-up/small-world.ts';
import type { VirtualClock } from '#test/set-up/virtual-clock.ts';

const group = 'The account is in the protected Active Directory group Domain Admins.';

let box: Cupboard;
let protection: () => Promise<Protection>;
let reads: number;
let world: World;
let clock: VirtualClock;

beforeEach(async () => {
  box = cupboard({ name: 'a', group: 'doors', value: 'open' }, { name: 'b', group: 'lamps', value: 'on' });
  protection = async () => ({ reasons: [] });
  reads = 0;
  const small = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.lamps', group: 'lamps', step: 'licences' }),
  ]);
  clock = small.clock;
  world = {
    ...small,
    protection: () => {
      reads += 1;
      return protection();
    },
  };
  await opened(world);
});

async function frozen(): Promise<CaseState> {
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  return goOn(world);
}

async function approved(step = 'azure-access'): Promise<void> {
  await decide(world, { by: alex, caseId, step, verdict: 'approve', reason: '' });
}

function approvals(state: CaseState): Record<string, string> {
  const chosen = state.steps.filter(({ actions }) => actions.some(({ changes }) => changes.length > 0));
  return Object.fromEntries(chosen.map(({ step, approval }) => [step, approval.status]));
}

const sent = (): readonly string[] => box.calls.filter((call) => call.startsWith('apply'));

describe('somebody who is protected since the case was opened', () => {
  it('is not touched: every approval ends, with the reason in the log and on the card', async () => {
    await frozen();
    protection = async () => ({ reasons: [group] });
    await approved();
    const state = await goOn(world);

    expect(sent()).toEqual([]);
    expect(state.status).toBe('attention');
    expect(approvals(state)).toEqual({ 'azure-access': 'expired', licences: 'expired' });
    const entries = await world.store.readCase(caseId);
    const ends = entries.filter(({ phase }) => phase === 'expired');
    expect(ends.map(({ reason }) => reason)).toEqual([group, group]);
    expect(JSON.stringify(resultCard(state))).toContain('Domain Admins');
  });

  it('is not even asked about when that was before the plan was frozen', async () => {
    protection = async () => ({ reasons: [group] });
    const state = await frozen();

    expect(approvals(state)).toEqual({ 'azure-access': 'expired', licences: 'expired' });
    const entries = await world.store.readCase(caseId);
    expect(entries.filter(({ phase }) => phase === 'asked')).toEqual([]);
  });

  it('is not touched by a step that is approved while another one is at work', async () => {
    await frozen();
    await approved();
    const acts: Promise<void>[] = [];
    box.meanwhile.set('apply a', () => {
      protection = async () => ({ reasons: [group] });
      acts.push(approved('licences'));
    });
    const state = await goOn(world);
    await Promise.all(acts);

    expect(sent()).toEqual(['apply a']);
    expect(approvals(state)).toMatchObject({ licences: 'expired' });
  });

  it('counts also when the account was put on the list of those never to touch', async () => {
    await frozen();
    world = { ...world, guards: { ...world.guards, neverTouch: [johnDoe.upn] } };
    await approved();
    await goOn(world);

    expect(sent()).toEqual([]);
  });

  it('can be gone on with, by a new approval, when the protection is gone', async () => {
    await frozen();
    protection = async () => ({ reasons: [group] });
    await approved();
    await goOn(world);
    protection = async () => ({ reasons: [] });
    await retryCase(world, { by: alex, caseId });
    expect(approvals(await goOn(world))).toEqual({ 'azure-access': 'asked', licences: 'asked' });
    await approved();
    await goOn(world);

    expect(sent()).toEqual(['apply a']);
  });
});

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
