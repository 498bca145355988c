import { beforeEach, describe, expect, it } from 'vitest';
import { type Cupboard, cupboard, fault, removeThings } from '#test/set-up/cupboard.ts';
import type { ActStage } from './act-stage.ts';
import { attempts, door, end, id, intents, undoIn, undoStage } from './undo-stage.ts';

let box: Cupboard;
let world: ActStage;

beforeEach(async () => {
  box = cupboard();
  world = await undoStage(box);
});

const undo = (results?: Parameters<typeof undoIn>[1], how?: Parameters<typeof undoIn>[2]) =>
  undoIn(world, results, how);
const names = { actor: { name: 'Isaiah Langer' }, step: 'azure-access', action: id, change: 'a' };
const others = () => box.things.set('a', { ...door, value: 'painted' });
const applyCalls = () => box.calls.filter((call) => call.startsWith('undo'));

describe('putting one change back', () => {
  it('says so before, does it, and reads it back', async () => {
    const entries = await undo();

    expect(entries).toMatchObject([
      { phase: 'intent', ...names, data: { direction: 'undo', attempt: 1, what: 'Remove a' } },
      { phase: 'outcome', ...names, result: 'undone', data: { direction: 'undo', what: 'Remove a' } },
    ]);
    expect(end(entries)).not.toHaveProperty('reason');
    expect(box.things.get('a')).toEqual(door);
    expect(box.calls).toEqual(['read doors', 'undo a', 'read doors']);
  });

  it('sends nothing for what is as before already', async () => {
    box.things.set('a', door);

    expect(await undo()).toMatchObject([{ result: 'undone', reason: 'It was already as before.' }]);
    expect(box.calls).toEqual(['read doors']);
  });

  it('sends it for what was never seen: it may still be carried out', async () => {
    box.things.set('a', door);

    expect(intents(await undo(['applied']))).toHaveLength(1);
    expect(applyCalls()).toEqual(['undo a']);
  });

  it('sends nothing for what had failed and is as before', async () => {
    box.things.set('a', door);

    expect(await undo(['failed'])).toMatchObject([{ result: 'undone' }]);
  });

  it('leaves alone what somebody else has changed since, when that lasts', async () => {
    others();
    const entries = await undo();

    expect(entries).toMatchObject([
      { phase: 'outcome', result: 'skipped', reason: 'Left alone: somebody else has changed it since.' },
    ]);
    expect(box.calls).toEqual(['read doors', 'read doors', 'read doors']);
  });

  it('does it when the difference does not last', async () => {
    others();
    box.meanwhile.set('read doors', () => {
      box.meanwhile.clear();
      box.meanwhile.set('read doors', () => box.things.delete('a'));
    });

    expect(end(await undo())?.result).not.toBe('skipped');
    expect(applyCalls()).toEqual(['undo a']);
  });

  it.each(['unknown', 'failed', 'applied'] as const)(
    'blames nobody for what is neither, and was %s',
    async (result) => {
      others();

      expect(await undo([result])).toMatchObject([
        {
          result: 'failed',
          reason: 'Left alone: it is neither as it was nor as it was to be. It must be put right by hand.',
        },
      ]);
    },
  );

  it('goes on with what our own call left part of the way, unless it was seen to be done', async () => {
    const isPartWay = () => true;
    world = { ...world, catalog: world.catalog.map((action) => ({ ...action, isPartWay })) };
    others();
    expect(end(await undo(['unknown']))).toMatchObject({ result: 'undone' });
  });

  it('leaves alone what is part of the way and had been seen to be done', async () => {
    const isPartWay = () => true;
    world = { ...world, catalog: world.catalog.map((action) => ({ ...action, isPartWay })) };
    others();

    expect(await undo()).toMatchObject([{ result: 'skipped' }]);
  });

  it('says that there is no way back', async () => {
    world = { ...world, catalog: [removeThings(box, { id, group: 'doors', irreversible: 'Gone' })] };

    expect(await undo()).toMatchObject([
      { phase: 'outcome', result: 'skipped', reason: 'There is no way back.' },
    ]);
  });

  it('says what a system said that could not be read, or what this version does not know', async () => {
    box.faults.set('read doors', [fault('down')]);
    expect(await undo()).toMatchObject([{ result: 'failed', error: { system: 'entra', code: 'down' } }]);
  });

  it('says what this version does not know', async () => {
    world = { ...world, catalog: [] };

    expect(await undo()).toMatchObject([
      {
        result: 'failed',
        error: { system: 'entra', operation: id, code: 'internal', message: `no action is called ${id}` },
      },
    ]);
  });

  it('sends nothing when nobody has confirmed it, or the bot stops', async () => {
    expect(intents(await undo(['verified'], { confirmed: false }))).toEqual([]);
    expect(applyCalls()).toEqual([]);
  });

  it('sends nothing when the bot stops', async () => {
    const stop = new AbortController();
    box.meanwhile.set('read doors', () => stop.abort());

    expect(await undo(['verified'], { stopping: stop.signal })).toEqual([]);
  });
});

describe('a way back that fails', () => {
  it('is told in the system’s words, and not sent again', async () => {
    box.faults.set('undo a', [fault('Denied', { status: 403 })]);
    const entries = await undo();

    expect(end(entries)).toMatchObject({
      ...names,
      result: 'failed',
      error: { code: 'Denied', status: 403 },
    });
    expect(attempts(entries)).toEqual([1]);
  });

  it('is sent again while it may pass, each time with its own intent', async () => {
    box.faults.set('undo a', [fault('busy', { passing: true })]);
    const entries = await undo();

    expect(attempts(entries)).toEqual([1, 2]);
    expect(end(entries)?.result).toBe('undone');
  });

  it('is sent three times at most', async () => {
    box.faults.set(
      'undo a',
      [1, 2, 3, 4].map(() => fault('busy', { passing: true })),
    );
    const entries = await undo();

    expect(attempts(entries)).toEqual([1, 2, 3]);
    expect(end(entries)).toMatchObject({ result: 'failed', error: { code: 'busy' } });
  });

  it('by a fault of our own is told as one', async () => {
    const rollback = () => Promise.reject(new TypeError('x is not a function'));
    const [action] = world.catalog;
    world = { ...world, catalog: [{ ...action, rollback }] as never };

    expect(end(await undo())).toMatchObject({
      result: 'failed',
      error: { code: 'internal', message: 'x is not a function' },
    });
  });

  it('silently is not called undone', async () => {
    box.faults.set('undo a', ['swallow']);

    expect(end(await undo())).toMatchObject({
      result: 'applied',
      reason: 'It was accepted and is not to be seen yet.',
    });
  });
});
