import { beforeEach, describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { locateChange } from '#bot/workflow/case/steps.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { undoChange } from '#bot/workflow/undo/undo-change.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { type Cupboard, cupboard, fault, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, current, isaiah } from '#test/set-up/small-world.ts';
import { plannedChange, plannedStep } from '#test/set-up/told-case.ts';
import { type ActStage, actStage, choice, closed, intent, outcome } from './act-stage.ts';

const door = { name: 'a', group: 'doors', value: 'open' };
const id = 'test.azure-access';
const ref = `${id}/a`;
const plan = event('planned', alex, {
  revision: 1,
  steps: [plannedStep('azure-access', plannedChange('a', { from: door }))],
});
let box: Cupboard;
let world: ActStage;

beforeEach(async () => {
  box = cupboard();
  world = { ...(await actStage()), catalog: [removeThings(box, { id, group: 'doors' })] };
});

/** Undoes the one change, which ended so, an hour after it; what that wrote. */
async function undo(
  results: NonNullable<Draft['result']>[] = ['verified'],
  { confirmed = true, stopping = new AbortController().signal } = {},
): Promise<readonly Entry[]> {
  const asked = event('undo-asked', isaiah, { refs: [ref], hash: 'h' });
  const yes = confirmed ? [event('undo-confirmed', isaiah, { refs: [ref], hash: 'h' })] : [];
  const ends = results.map((result) => outcome('a', result));
  await world.at(choice, plan, intent('a'), ...ends, closed, asked, ...yes);
  world.clock.advance(3_600_000);
  const hold = await takeHold(world, caseId, stopping);
  const state = await current(world);
  const located = locateChange(state, ref);
  if (!hold || !located) throw new Error('nothing to undo');
  await undoChange(world, hold, located);
  const entries = await world.store.readCase(caseId, state.head.seq);
  return entries.filter(({ phase }) => phase !== 'taken');
}
const names = { actor: { name: 'Isaiah Langer' }, step: 'azure-access', action: id, change: 'a' };
const intents = (entries: readonly Entry[]) =>
  entries.filter(({ phase }) => phase === 'intent').map(({ data }) => data);
const end = (entries: readonly Entry[]) => entries.at(-1);
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
  const attempts = (entries: readonly Entry[]) =>
    intents(entries).map((data) => (data as { attempt: number }).attempt);

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

  it('without an answer is looked into before it is sent again', async () => {
    box.faults.set('undo a', [fault('lost', { uncertain: true })]);
    box.meanwhile.set('undo a', () => box.things.set('a', door));
    const entries = await undo();

    expect(attempts(entries)).toEqual([1]);
    expect(end(entries)?.result).toBe('undone');
  });

  it('without an answer, and not done, is sent again; not seen after the last time, it has failed', async () => {
    box.faults.set(
      'undo a',
      [1, 2, 3].map(() => fault('lost', { uncertain: true })),
    );
    const entries = await undo();

    expect(attempts(entries)).toEqual([1, 2, 3]);
    expect(end(entries)).toMatchObject({ result: 'failed', error: { code: 'lost' } });
    expect(end(entries)).not.toHaveProperty('reason');
  });

  it('without an answer the last time too, and done all the same, is read back', async () => {
    box.faults.set(
      'undo a',
      [1, 2, 3].map(() => fault('lost', { uncertain: true })),
    );
    box.meanwhile.set('undo a', () => {
      if (box.calls.filter((call) => call === 'undo a').length === 3) box.things.set('a', door);
    });

    expect(end(await undo())).toMatchObject({ result: 'undone' });
  });

  it.each([
    ['an answer', 'swallow'],
    ['no answer', fault('lost', { uncertain: true })],
  ] as const)('with %s, and not to be read since, is unknown', async (_, answer) => {
    box.faults.set('undo a', [answer]);
    box.meanwhile.set('undo a', () => {
      box.faults.set(
        'read doors',
        Array.from({ length: 9 }, () => fault('down', { passing: true })),
      );
    });

    expect(end(await undo())).toMatchObject({
      result: 'unknown',
      error: { code: 'down' },
      reason: 'It was sent, and it could not be read whether it happened.',
    });
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
