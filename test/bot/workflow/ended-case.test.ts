import { beforeEach, describe, expect, it } from 'vitest';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import { cupboard, fault, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import {
  alex,
  caseId,
  current,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

let box: Cupboard;
let world: SmallWorld;

beforeEach(async () => {
  box = cupboard({ name: 'a', group: 'doors', value: 'open' }, { name: 'b', group: 'doors', value: 'open' });
  world = await smallWorld([removeThings(box, { id: 'test.doors', group: 'doors' })]);
});

/** Cancels the case while the call is on its way. */
function cancelDuring(call: string): Promise<unknown> {
  return new Promise((resolve) => {
    box.meanwhile.set(call, () => {
      box.meanwhile.clear();
      resolve(cancelCase(world, { by: alex, caseId }));
    });
  });
}

async function chosen(): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
}

async function approved(): Promise<void> {
  await chosen();
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
}

/** The phases written after the case was closed, less the bookkeeping of who works on it. */
async function afterTheEnd(): Promise<string[]> {
  const phases = (await world.store.readCase(caseId)).map(({ phase }) => phase);
  return phases.slice(phases.indexOf('closed') + 1).filter((phase) => phase !== 'released');
}

describe('a case that is canceled while the bot works on it', () => {
  it('stays canceled when its systems were just being read', async () => {
    await opened(world);
    const canceled = cancelDuring('read doors');
    const state = await goOn(world);

    expect(await canceled).toMatchObject({ ok: true });
    expect(state).toMatchObject({ status: 'closed', outcome: 'canceled' });
    expect(await afterTheEnd()).toEqual([]);
  });

  it('stays canceled when a system could not be read', async () => {
    box.faults.set('read doors', [fault('Forbidden')]);
    await opened(world);
    const canceled = cancelDuring('read doors');
    const state = await goOn(world);

    expect(await canceled).toMatchObject({ ok: true });
    expect(state).toMatchObject({ status: 'closed', outcome: 'canceled' });
  });

  it('asks nobody for a plan that was canceled while it was made', async () => {
    await chosen();
    const canceled = cancelDuring('read doors');
    const state = await goOn(world);

    expect(await canceled).toMatchObject({ ok: true });
    expect(state).toMatchObject({ status: 'closed', outcome: 'canceled' });
    expect(await afterTheEnd()).toEqual([]);
  });

  it('sends nothing more and comes to rest when it is canceled just before the first change', async () => {
    await approved();
    const canceled = cancelDuring('read doors');
    let looks = 0;
    const reading = box.calls.push.bind(box.calls);
    box.calls.push = (...names) => {
      if (++looks > 50) throw new Error('it looks again and again');
      return reading(...names);
    };
    const state = await goOn(world);

    expect(await canceled).toMatchObject({ ok: true });
    expect(looks).toBeLessThan(5);
    expect(state).toMatchObject({ status: 'closed', outcome: 'canceled' });
    expect(box.calls.filter((call) => call.startsWith('apply'))).toEqual([]);
    expect(await afterTheEnd()).toEqual([]);
  });

  it('stays canceled when the closing sweep was under way', async () => {
    box.faults.set('apply a', [fault('Denied')]);
    await approved();
    let canceled: Promise<unknown> = Promise.resolve();
    box.meanwhile.set('apply b', () => {
      let reads = 0;
      box.meanwhile.set('read doors', () => {
        if (++reads === 2) canceled = cancelCase(world, { by: alex, caseId });
      });
    });
    const state = await goOn(world);

    expect(await canceled).toMatchObject({ ok: true });
    expect(state).toMatchObject({ status: 'closed', outcome: 'canceled' });
  });
});

describe('a case that has ended complete', () => {
  it('is not made a canceled one by canceling the question whether to undo it', async () => {
    await approved();
    await goOn(world);
    await askUndo(world, { by: alex, caseId });
    const answer = await cancelCase(world, { by: alex, caseId });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'undo-pending' } });
    expect((await current(world)).outcome).toBe('complete');
  });
});
