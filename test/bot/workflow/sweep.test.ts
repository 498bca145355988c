import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  approveShown,
  caseId,
  goOn,
  isaiah,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

const door = { name: 'a', group: 'doors', value: 'open' };
let box: Cupboard;
let world: SmallWorld;

beforeEach(async () => {
  box = cupboard(door);
  world = await smallWorld([
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.devices', group: 'devices', step: 'final-cleanup' }),
  ]);
});

async function approved(off: string[] = []): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off });
  await goOn(world);
  await approve();
}

function approve(step = 'azure-access', by = alex) {
  return approveShown(world, by, { caseId, step });
}

/** Does something at the nth reading of the doors after the change was sent; the sweep is the second. */
function atReading(nth: number, what: () => void): void {
  box.meanwhile.set('apply a', () => {
    let reads = 0;
    box.meanwhile.set('read doors', () => {
      if (++reads === nth) what();
    });
  });
}

function statuses(state: CaseState): Record<string, string> {
  const changes = state.steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

describe('the closing sweep', () => {
  it('does not close a case as complete over access that turned up after the plan', async () => {
    await approved();
    atReading(2, () => box.things.set('b', { ...door, name: 'b' }));
    const state = await goOn(world);

    expect(state.status).toBe('working');
    expect(statuses(state)).toEqual({ 'test.doors/a': 'verified', 'test.doors/b': 'waiting' });
    expect(state.steps.find(({ step }) => step === 'azure-access')).toMatchObject({
      approval: { status: 'asked' },
      drift: { added: ['Remove b'], gone: [] },
    });

    await approve();
    const after = await goOn(world);
    expect(after.outcome).toBe('complete');
    expect(box.things.size).toBe(0);
  });

  it('asks for a step that had nothing to do when it was planned', async () => {
    await approved();
    atReading(2, () => box.things.set('laptop', { name: 'laptop', group: 'devices', value: 'on' }));
    const state = await goOn(world);

    expect(statuses(state)).toMatchObject({ 'test.devices/laptop': 'waiting' });
    await approve('final-cleanup', isaiah);
    expect((await goOn(world)).outcome).toBe('complete');
  });

  it('only lists what turned up in something that was left out', async () => {
    await approved(['test.devices']);
    atReading(2, () => box.things.set('laptop', { name: 'laptop', group: 'devices', value: 'on' }));
    const state = await goOn(world);

    expect(state.outcome).toBe('complete');
    expect(state.sweep?.remaining.map(({ what }) => what)).toEqual(['Not done: Remove laptop']);
  });

  it('looks twice before it says that something came back: a system may show an old state for a moment', async () => {
    await approved();
    atReading(2, () => {
      box.things.set('a', door);
      box.meanwhile.set('read doors', () => {
        box.meanwhile.clear();
        box.things.delete('a');
      });
    });

    expect((await goOn(world)).outcome).toBe('complete');
  });
});
