import { beforeEach, describe, expect, it } from 'vitest';
import { askPermit } from '#providers/permit.ts';
import { event } from '#bot/workflow/case/event.ts';
import { heldFor, type Hold, HoldLost, takeHold } from '#bot/workflow/hold/hold.ts';
import { keepingHold } from '#bot/workflow/hold/keeping-hold.ts';
import { whileHeld } from '#bot/workflow/hold/while-held.ts';
import { StoreDown } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { alex, caseId, current, opened, smallWorld, type SmallWorld } from '#test/set-up/small-world.ts';

let ours: SmallWorld;
let theirs: SmallWorld;
const never = new AbortController().signal;
const take = async (world: SmallWorld): Promise<Hold> => {
  const hold = await takeHold(world, caseId, never);
  if (!hold) throw new Error('somebody else holds the case');
  return hold;
};
const phases = async () => (await ours.store.readCase(caseId)).map(({ phase }) => phase);
const note = (hold: Hold) => hold.record(() => event('refused', alex, { act: 'status', code: 'no-role' }));

beforeEach(async () => {
  const store = await openSqliteStore({ file: ':memory:' });
  ours = await smallWorld([], { store, instance: 'ours' });
  theirs = await smallWorld([], { store, instance: 'theirs', clock: ours.clock });
  await opened(ours);
});

describe('a case', () => {
  it('is taken by an entry that says by whom and until when', async () => {
    const hold = await take(ours);

    expect(hold).toMatchObject({ caseId, epoch: 1, stopping: never });
    expect((await current(ours)).hold).toEqual({
      instance: 'ours',
      epoch: 1,
      since: '2026-11-23T09:00:00.000Z',
      until: '2026-11-23T09:00:30.000Z',
    });
  });

  it('that does not exist is nobody’s', async () => {
    expect(await takeHold(ours, 'OFF-00000', never)).toBeNull();
  });

  it('that another instance holds is not taken, until that is over', async () => {
    await take(ours);

    expect(heldFor(theirs, await current(theirs))).toBe(30_000);
    expect(await takeHold(theirs, caseId, never)).toBeNull();
    ours.clock.advance(29_999);
    expect(await takeHold(theirs, caseId, never)).toBeNull();
    ours.clock.advance(1);
    expect(await takeHold(theirs, caseId, never)).toMatchObject({ epoch: 2 });
  });

  it('that the same instance holds is taken anew by it', async () => {
    await take(ours);

    expect(heldFor(ours, await current(ours))).toBe(0);
    expect((await take(ours)).epoch).toBe(2);
  });

  it('that was let go is free at once', async () => {
    const state = await (await take(ours)).release();

    expect(state.hold).toBeUndefined();
    expect(heldFor(theirs, state)).toBe(0);
    expect((await take(theirs)).epoch).toBe(2);
  });

  it('that somebody else has taken is not let go by who held it before', async () => {
    const before = await take(ours);
    ours.clock.advance(30_000);
    await takeHold(theirs, caseId, never);
    ours.clock.advance(30_000);
    await take(theirs);

    expect((await before.release()).hold?.instance).toBe('theirs');
    expect(await phases()).not.toContain('released');
  });
});

describe('who holds a case', () => {
  it('writes under its epoch, and knows whether it was written', async () => {
    const hold = await take(ours);
    const { written, state } = await note(hold);

    expect(written).toBe(true);
    expect(state.head.seq).toBe(3);
    expect((await ours.store.readCase(caseId)).at(-1)?.by).toMatchObject({ instance: 'ours', epoch: 1 });
    expect((await hold.record(() => null)).written).toBe(false);
  });

  it('writes nothing more in a case that has ended, and is not asked', async () => {
    const hold = await take(ours);
    await hold.record(() => event('closed', alex, { outcome: 'canceled' }));
    let asked = false;
    const { written } = await hold.record(() => {
      asked = true;
      return event('undo-declined', alex, undefined);
    });

    expect({ written, asked }).toEqual({ written: false, asked: false });
  });

  it('writes nothing more once another has taken it', async () => {
    const hold = await take(ours);
    ours.clock.advance(30_001);
    await takeHold(theirs, caseId, never);
    const taken = await takeHold(theirs, caseId, never);

    await expect(note(hold)).rejects.toBeInstanceOf(HoldLost);
    await expect(hold.keep()).rejects.toThrow(`${caseId}: epoch 1 is over`);
    expect(taken).not.toBeNull();
    expect(await phases()).not.toContain('refused');
  });

  it('says again that it is theirs once half of the time is over, and not before', async () => {
    const hold = await take(ours);
    ours.clock.advance(14_999);
    await hold.keep();
    expect(await phases()).toEqual(['opened', 'taken']);

    ours.clock.advance(1);
    await Promise.all([hold.keep(), hold.keep()]);
    expect(await phases()).toEqual(['opened', 'taken', 'taken']);
    expect((await current(ours)).hold).toMatchObject({ epoch: 1, until: '2026-11-23T09:00:45.000Z' });
  });

  it('says it again before it writes', async () => {
    const hold = await take(ours);
    ours.clock.advance(20_000);
    await note(hold);

    expect(await phases()).toEqual(['opened', 'taken', 'taken', 'refused']);
  });

  it('says it again when the clock was set back: by other clocks it may be over', async () => {
    const hold = await take(ours);
    ours.clock.advance(-1);
    await hold.keep();

    expect(await phases()).toEqual(['opened', 'taken', 'taken']);
  });

  it('need not keep a case that has ended', async () => {
    const hold = await take(ours);
    await hold.record(() => event('closed', alex, { outcome: 'canceled' }));
    ours.clock.advance(60_000);
    await hold.keep();

    expect(await phases()).toEqual(['opened', 'taken', 'closed']);
  });
});

describe('work that waits', () => {
  it('keeps the case for as long as it takes', async () => {
    const hold = await take(ours);
    await keepingHold(ours, hold, async () => {
      for (let turn = 0; turn < 40; turn++) await new Promise(setImmediate);
    });

    expect(ours.clock.slept.every((ms) => ms === 10_000)).toBe(true);
    expect((await phases()).filter((phase) => phase === 'taken').length).toBeGreaterThan(2);
  });

  it('tells what went wrong with it, and keeps nothing afterwards', async () => {
    const hold = await take(ours);
    const wrong = new Error('wrong');

    await expect(keepingHold(ours, hold, () => Promise.reject(wrong))).rejects.toBe(wrong);
    const before = (await phases()).length;
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect((await phases()).length).toBe(before);
  });

  it('goes on keeping after the log was down for a moment, and gives up a case that is lost', async () => {
    let asked = 0;
    const answers = [new StoreDown('down'), null, new HoldLost('lost')];
    const keep = async () => {
      const answer = answers[asked++];
      if (answer) throw answer;
    };
    const hold = { ...(await take(ours)), keep };
    await keepingHold(ours, hold, async () => {
      for (let turn = 0; turn < 40; turn++) await new Promise(setImmediate);
    });

    expect(asked).toBe(3);
  });
});

describe('a change to a system', () => {
  const lost = new HoldLost('lost');
  const keepings = (...answers: (Error | null)[]) => ({
    keep: async () => {
      const answer = answers.shift();
      if (answer) throw answer;
    },
  });

  it('asks before every attempt whether the case is still ours', async () => {
    const sent: number[] = [];
    const twice = async () => {
      for (const attempt of [1, 2]) {
        await askPermit();
        sent.push(attempt);
      }
    };

    await whileHeld(keepings(), twice);
    await expect(whileHeld(keepings(null, lost), twice)).rejects.toBe(lost);
    expect(sent).toEqual([1, 2, 1]);
  });

  it('ends with the loss of the case, whatever the client makes of it', async () => {
    const swallowing = () => askPermit().catch(() => {});
    const rewording = () =>
      askPermit().catch(() => {
        throw new Error('fetch failed');
      });

    await expect(whileHeld(keepings(lost), swallowing)).rejects.toBe(lost);
    await expect(whileHeld(keepings(lost), rewording)).rejects.toBe(lost);
  });

  it('ends with the system’s own answer while the case is ours', async () => {
    const denied = new Error('denied');

    await expect(whileHeld(keepings(), () => Promise.reject(denied))).rejects.toBe(denied);
  });
});
