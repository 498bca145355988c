import { beforeEach, describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { retryCase } from '#bot/workflow/acts/retry-case.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { resultCard } from '#cards/result-card.ts';
import { textOf } from '#test/cards/nodes-of.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import { alex, caseId, goOn, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';

const hour = 3_600_000;

let box: Cupboard;
let world: SmallWorld;

beforeEach(async () => {
  box = cupboard({ name: 'a', group: 'doors', value: 'open' });
  world = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })]);
  box.faults.set('apply a', ['swallow']);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  await goOn(world);
});

async function hoursPass(hours: number): Promise<void> {
  for (let passed = 0; passed < hours; passed++) {
    world.clock.advance(hour);
    await goOn(world);
  }
}

async function looks(): Promise<number> {
  const entries = await world.store.readCase(caseId);
  return entries.filter(({ phase, change }) => phase === 'outcome' && change === 'a').length;
}

function changeOf(state: CaseState) {
  return state.steps.flatMap(changesOf)[0];
}

describe('what was accepted and is not seen', () => {
  it('is looked at more and more seldom, so that the log does not grow by the minute', async () => {
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      world.clock.advance(10 * 60_000);
      await goOn(world);
    }
    const firstDay = await looks();

    expect(firstDay).toBeGreaterThan(5);
    expect(firstDay).toBeLessThan(20);
    expect(changeOf(await goOn(world))?.status).toBe('applied');
  });

  it('ends the case by itself when it is seen as late as the second day', async () => {
    await hoursPass(47);
    box.things.delete('a');
    await hoursPass(8);

    expect((await world.cases.read(caseId))?.outcome).toBe('complete');
  });

  it('has failed when it was never seen in two days, says so, and is looked at no more', async () => {
    await hoursPass(60);
    const state = await world.cases.read(caseId);
    const looked = await looks();
    await hoursPass(60);

    expect(state?.status).toBe('attention');
    expect(changeOf(state!)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('has never been seen since'),
    });
    expect(textOf(resultCard(state!))).toContain('“Try again” looks once more');
    expect(await looks()).toBe(looked);
  });

  it('is not called failed by a look that could not be taken', async () => {
    await hoursPass(47);
    box.faults.set('read doors', [fault('down', { passing: true })]);
    await hoursPass(7);

    expect(changeOf((await world.cases.read(caseId))!)?.status).toBe('applied');
  });

  it('is asked anew and sent again once it has failed and somebody tries again: the yes is too old by then', async () => {
    await hoursPass(60);
    await retryCase(world, { by: alex, caseId });
    const asked = await goOn(world);
    expect(asked.steps.find(({ step }) => step === 'azure-access')?.approval.status).toBe('asked');
    expect(box.things.has('a')).toBe(true);
    await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });

    expect((await goOn(world)).outcome).toBe('complete');
    expect(box.things.has('a')).toBe(false);
  });

  it('stays what it is when a look fails, and is seen later', async () => {
    box.faults.set('read doors', [fault('down', { passing: true })]);
    world.clock.advance(2 * 60_000);
    const state = await goOn(world);
    expect(changeOf(state)).toMatchObject({ status: 'applied', error: { code: 'down' } });

    box.things.delete('a');
    world.clock.advance(hour);
    expect((await goOn(world)).outcome).toBe('complete');
  });
});
