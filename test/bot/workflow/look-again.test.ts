import { beforeEach, describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
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
    world.clock.advance(7 * 24 * hour);

    expect(firstDay).toBeGreaterThan(5);
    expect(firstDay).toBeLessThan(20);
    expect(changeOf(await goOn(world))?.status).toBe('applied');
  });

  it('is still looked at a week later', async () => {
    for (let day = 0; day < 7; day++) {
      world.clock.advance(24 * hour);
      await goOn(world);
    }
    box.things.delete('a');
    world.clock.advance(24 * hour);

    expect((await goOn(world)).outcome).toBe('complete');
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
