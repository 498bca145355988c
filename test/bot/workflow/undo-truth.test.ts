import { describe, expect, it } from 'vitest';
import type { AnyAction } from '#providers/action.ts';
import { advance } from '#bot/workflow/advance.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { event } from '#bot/workflow/case/event.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { changesOf } from '#bot/workflow/case/steps.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { crashingStore } from '#test/set-up/crashing-store.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
  confirmShown,
} from '#test/set-up/small-world.ts';

const door = { name: 'a', group: 'doors', value: 'open' };
const lamp = { name: 'lamp', group: 'lights', value: 'on' };

async function done(catalog: readonly AnyAction[]): Promise<SmallWorld> {
  const world = await smallWorld(catalog);
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  for (const step of ['azure-access', 'licences'])
    await decide(world, { by: alex, caseId, step, verdict: 'approve', reason: '' });
  await goOn(world);
  return world;
}

async function undo(world: SmallWorld, step?: string): Promise<CaseState> {
  await askUndo(world, { by: alex, caseId, ...(step ? { step } : {}) });
  await confirmShown(world, alex);
  return goOn(world);
}

function statuses(state: CaseState): Record<string, string> {
  const changes = state.steps.flatMap(changesOf);
  return Object.fromEntries(changes.map(({ ref, status }) => [ref, status]));
}

function doors(box: Cupboard, more: Partial<Parameters<typeof removeThings>[1]> = {}): AnyAction {
  return removeThings(box, { id: 'test.doors', group: 'doors', ...more });
}

async function lastClosed(world: SmallWorld) {
  const entries = await world.store.readCase(caseId);
  return entries.findLast(({ phase }) => phase === 'closed');
}

describe('the end of an undo', () => {
  it('is not called undone while something was accepted and did not come back', async () => {
    const box = cupboard(door);
    const world = await done([doors(box)]);
    box.faults.set('undo a', ['swallow']);
    const state = await undo(world);

    expect(state.outcome).toBe('incomplete');
    expect((await lastClosed(world))?.result).not.toBe('undone');
  });

  it('is not called undone when something failed', async () => {
    const box = cupboard(door);
    const world = await done([doors(box)]);
    box.faults.set('undo a', [fault('Denied')]);
    const state = await undo(world);

    expect(state.outcome).toBe('incomplete');
    expect((await lastClosed(world))?.result).toBe('failed');
  });

  it('is undone once it is tried again and read back', async () => {
    const box = cupboard(door);
    const world = await done([doors(box)]);
    box.faults.set('undo a', [fault('Denied')]);
    await undo(world);

    expect((await undo(world)).outcome).toBe('undone');
  });
});

describe('undoing what was accepted and never seen', () => {
  it('sends the way back all the same: the system may carry the change out later', async () => {
    const box = cupboard(door);
    box.faults.set('apply a', ['swallow']);
    const world = await done([doors(box)]);
    expect(statuses(await current(world))['test.doors/a']).toBe('applied');
    const state = await undo(world);

    expect(box.calls).toContain('undo a');
    expect(statuses(state)['test.doors/a']).toBe('undone');
  });

  it('does not send it for what had been read back and is as before again', async () => {
    const box = cupboard(door);
    const world = await done([doors(box)]);
    box.things.set('a', door);
    world.clock.advance(60_000);
    await undo(world);

    expect(box.calls).not.toContain('undo a');
  });
});

describe('a system that shows for a minute what was before a change', () => {
  /** Whoever reads sees the door as it was; it is gone all the same. */
  function showThePast(box: Cupboard, world: SmallWorld): void {
    const until = world.clock.now().getTime() + 60_000;
    box.meanwhile.set('read doors', () => {
      if (world.clock.now().getTime() >= until) return;
      box.things.set('a', door);
      queueMicrotask(() => box.things.delete('a'));
    });
  }

  it('is not believed that there is nothing to undo', async () => {
    const box = cupboard(door);
    const world = await done([doors(box)]);
    showThePast(box, world);
    const state = await undo(world);

    expect(box.calls).toContain('undo a');
    expect(statuses(state)['test.doors/a']).toBe('undone');
    expect(box.things.has('a')).toBe(true);
  });

  it('is not believed that the undo has happened', async () => {
    const box = cupboard(door);
    const world = await done([doors(box)]);
    showThePast(box, world);
    box.faults.set('undo a', ['swallow']);
    const state = await undo(world);

    expect(statuses(state)['test.doors/a']).toBe('undo-applied');
    expect(state.outcome).toBe('incomplete');
  });
});

describe('undoing a change that failed half way', () => {
  it('does not blame somebody else, and does not call it settled', async () => {
    const box = cupboard(door);
    box.faults.set('apply a', [fault('Denied')]);
    box.meanwhile.set('apply a', () => box.things.set('a', { ...door, value: 'ajar' }));
    const world = await done([doors(box)]);
    const state = await undo(world);
    const [change] = state.steps.flatMap(changesOf);

    expect(change).toMatchObject({ status: 'undo-failed' });
    expect(change?.reason).not.toContain('somebody else');
    expect(box.things.get('a')?.value).toBe('ajar');
  });
});

describe('undoing one step only', () => {
  it('does not take a mailbox back while its licence is still gone', async () => {
    const box = cupboard(door, lamp);
    const world = await done([
      doors(box, { undoAfter: ['test.lights'] }),
      removeThings(box, { id: 'test.lights', group: 'lights', step: 'licences', after: ['test.doors'] }),
    ]);
    const state = await undo(world, 'azure-access');

    expect(box.calls).not.toContain('undo a');
    expect(statuses(state)).toMatchObject({ 'test.doors/a': 'verified', 'test.lights/lamp': 'verified' });
  });
});

describe('an undo of which an answer is lost', () => {
  it('is looked into before it is sent again', async () => {
    const box = cupboard(door);
    const world = await done([doors(box)]);
    box.faults.set('undo a', [fault('timeout', { uncertain: true, passing: true })]);
    box.meanwhile.set('undo a', () => box.things.set('a', door));
    const state = await undo(world);

    expect(box.calls.filter((call) => call === 'undo a')).toHaveLength(1);
    expect(statuses(state)['test.doors/a']).toBe('undone');
  });
});

describe('an undo when the process is told to stop', () => {
  it('begins nothing new, and the next process goes on', async () => {
    const box = cupboard(door, { ...door, name: 'b' }, { ...door, name: 'c' });
    const world = await done([doors(box)]);
    await askUndo(world, { by: alex, caseId });
    await confirmShown(world, alex);
    const stopping = new AbortController();
    box.meanwhile.set('undo c', () => stopping.abort());
    const hold = await takeHold(world, caseId, stopping.signal);
    if (hold) await advance(world, hold);
    await hold?.release();

    expect(box.calls.filter((call) => call.startsWith('undo'))).toEqual(['undo c']);
    expect((await current(world)).status).toBe('undoing');
    expect((await goOn(world)).outcome).toBe('undone');
  });
});

describe('an undo of a process that is killed', () => {
  it.each(['before', 'after'] as const)(
    'sends each way back once, wherever it was cut off (%s an entry)',
    async (moment) => {
      for (let nth = 1; ; nth++) {
        const box = cupboard(door, { ...door, name: 'b' });
        const world = await done([doors(box)]);
        await askUndo(world, { by: alex, caseId });
        await confirmShown(world, alex);
        const store = crashingStore(world.store, nth, moment);
        const dying = await smallWorld(world.catalog, { store, clock: world.clock });
        const died = await goOn(dying).then(
          () => false,
          () => true,
        );
        if (!died) break;
        world.clock.advance(60_000);
        const state = await goOn(world);

        expect(state.outcome, `killed ${moment} append ${nth}`).toBe('undone');
        expect(box.calls.filter((call) => call.startsWith('undo')).toSorted()).toEqual(['undo a', 'undo b']);
      }
    },
  );
});

describe('undoing a case that has ended', () => {
  it('is refused while a later case of the same person is at work', async () => {
    const world = await done([doors(cupboard(door))]);
    const { operator, leaver, choices } = await current(world);
    const { id, upn, name } = leaver;
    const first = { query: 'jdoe', leaver, choices, dryRun: false };
    await world.cases.record('OFF-LATER', () =>
      event('opened', operator, first, { leaver: { id, upn, name } }),
    );

    expect(await askUndo(world, { by: alex, caseId })).toMatchObject({
      ok: false,
      refusal: { code: 'already-open', facts: { case: 'OFF-LATER' } },
    });
  });
});
