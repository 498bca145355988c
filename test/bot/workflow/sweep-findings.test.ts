import { beforeEach, describe, expect, it } from 'vitest';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { openIn } from '#bot/workflow/close/came-back.ts';
import { sweepCase } from '#bot/workflow/close/sweep-case.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import type { Entry } from '#storage/entry.ts';
import { type Cupboard, cupboard, fault, removeThings, type Thing } from '#test/set-up/cupboard.ts';
import { plannedChange, plannedStep } from '#test/set-up/told-case.ts';
import {
  alex,
  approveShown,
  caseId,
  current,
  goOn,
  opened,
  smallWorld,
  type SmallWorld,
} from '#test/set-up/small-world.ts';

const door = { name: 'a', group: 'doors', value: 'open' };
const letter = { name: 'mail', group: 'letters', value: 'unread' };
let box: Cupboard;
let world: SmallWorld;

beforeEach(async () => {
  box = cupboard(door, letter);
  const doors = removeThings(box, { id: 'test.doors', group: 'doors' });
  const kept = { kind: 'skipped', key: 'lobby', what: 'Keep the lobby', why: 'Everybody may enter' } as const;
  world = await smallWorld([
    { ...doors, plan: (found, context) => [...doors.plan(found, context), kept] },
    removeThings(box, { id: 'test.letters', group: 'letters', step: 'mailbox', system: 'exchange' }),
    removeThings(box, { id: 'test.rest', group: 'rest', step: 'licences' }),
  ]);
});

/** The doors are closed; the mailbox waits for the manager, or was left out. */
async function doorsClosed(off: string[] = []): Promise<void> {
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'forward', successor: '', off });
  await goOn(world);
  box.meanwhile.set('apply a', () => box.meanwhile.clear());
  await approveShown(world, alex, { caseId, step: 'azure-access' });
  if (off.length === 0) await goOn(world);
}

async function sweep(stopping = new AbortController().signal): Promise<readonly Entry[]> {
  const hold = await takeHold(world, caseId, stopping);
  const state = await current(world);
  if (!hold) throw new Error('not held');
  await sweepCase(world, hold, state);
  return (await world.store.readCase(caseId)).slice(state.head.seq);
}
const told = (entries: readonly Entry[]) =>
  entries.map(({ phase, result }) => `${phase} ${result ?? ''}`.trim());
const lobby = { system: 'entra', what: 'Keep the lobby', why: 'Everybody may enter' };
const put = (thing: Thing) => box.things.set(thing.name, thing);

describe('the closing sweep', () => {
  it('lists what is not done and what was left alone, and why; not what is done', async () => {
    await doorsClosed();
    const [swept, ...more] = await sweep();

    expect(swept).toMatchObject({
      phase: 'swept',
      result: 'failed',
      actor: { name: 'Alex Wilber' },
      data: {
        remaining: [{ system: 'exchange', what: 'Not done: Remove mail' }, lobby],
        unreadable: [],
      },
    });
    expect(more).toEqual([]);
  });

  it('is clean when everything that was chosen is done, whatever was left out', async () => {
    await doorsClosed(['mailbox']);
    await goOn(world);
    const entries = await world.store.readCase(caseId);

    expect(entries.findLast(({ phase }) => phase === 'swept')).toMatchObject({
      result: 'verified',
      data: { remaining: [{ what: 'Not done: Remove mail' }, lobby] },
    });
    expect(entries.at(-2)).toMatchObject({ phase: 'closed', result: 'verified' });
  });

  it('is not clean while a system cannot be read, and says what that said', async () => {
    await doorsClosed();
    box.faults.set('read letters', [fault('down')]);
    const [swept] = await sweep();

    expect(swept).toMatchObject({
      result: 'failed',
      data: { remaining: [lobby], unreadable: [{ system: 'entra', why: 'down: down said the cupboard' }] },
    });
  });

  it('is not clean while a system cannot be read, even when everything that was chosen is done', async () => {
    await doorsClosed(['mailbox']);
    box.faults.set('read letters', [fault('down')]);

    expect(await goOn(world)).toMatchObject({
      status: 'attention',
      sweep: { unreadable: [{ system: 'entra' }] },
    });
  });

  it('says that something came back, and lists it as not done', async () => {
    await doorsClosed();
    put(door);
    const [outcome, swept] = await sweep();

    expect(outcome).toMatchObject({
      phase: 'outcome',
      result: 'failed',
      step: 'azure-access',
      action: 'test.doors',
      change: 'a',
      reason: 'It was read back as done, and the closing sweep found it there again.',
      data: { direction: 'apply', what: 'Remove a' },
    });
    expect(swept?.data).toMatchObject({
      remaining: [{}, { system: 'entra', what: 'Not done: Remove a' }, lobby],
    });
  });

  it('believes it only when it is there at every look, and also when a look fails', async () => {
    await doorsClosed();
    put(door);
    const looks = (times: number, then: () => void) => {
      let nth = 0;
      box.meanwhile.set('read doors', () => void (++nth === times && then()));
    };
    looks(3, () => box.faults.set('read doors', [fault('down')]));
    expect(told(await sweep())).toEqual(['outcome failed', 'swept failed']);
  });

  it('does not believe a single look: some systems show old and new by turns', async () => {
    await doorsClosed();
    put(door);
    let nth = 0;
    box.meanwhile.set('read doors', () => void (++nth === 3 && box.things.delete('a')));

    const [swept, ...more] = await sweep();
    expect(swept).toMatchObject({
      phase: 'swept',
      data: { remaining: [{ what: 'Not done: Remove mail' }, lobby] },
    });
    expect(more).toEqual([]);
    expect(nth).toBe(3);
  });

  it('asks anew for what turned up in a step that was approved, and sweeps later', async () => {
    await doorsClosed();
    put({ ...door, name: 'b' });
    const entries = await sweep();

    expect(told(entries)).toEqual(['drifted']);
    expect(entries[0]).toMatchObject({
      step: 'azure-access',
      action: 'test.doors',
      reason: 'It turned up after the plan; it is not touched until the step is approved again.',
      data: { added: ['Remove b'], gone: [] },
    });
  });

  it('asks anew for a step that had nothing to do', async () => {
    await doorsClosed();
    put({ ...door, name: 'rest', group: 'rest' });

    expect((await sweep())[0]).toMatchObject({ phase: 'drifted', step: 'licences' });
  });

  it('asks nobody about what turned up where no yes was given, and nothing for what is gone', async () => {
    await doorsClosed();
    put({ ...letter, name: 'parcel' });
    box.things.delete('mail');
    const [swept, ...more] = await sweep();

    expect(swept?.data).toMatchObject({ remaining: [{ what: 'Not done: Remove parcel' }, lobby] });
    expect(more).toEqual([]);
  });

  it('writes nothing when the bot stops meanwhile', async () => {
    await doorsClosed();
    put(door);
    const stop = new AbortController();
    box.meanwhile.set('read doors', () => stop.abort());

    expect(await sweep(stop.signal)).toEqual([]);
  });
});

it('everything that would have to be done is named by its action and key', () => {
  const steps = [plannedStep('mailbox', plannedChange('a'), plannedChange('b')), plannedStep('licences')];

  expect(openIn(steps)).toEqual(new Set(['test.mailbox/a', 'test.mailbox/b']));
});
