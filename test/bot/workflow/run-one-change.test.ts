import { beforeEach, describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { readyBatches } from '#bot/workflow/run/ready.ts';
import { runBatch } from '#bot/workflow/run/run-batch.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { type Cupboard, cupboard, fault, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, current, isaiah } from '#test/set-up/small-world.ts';
import { plannedChange, plannedStep } from '#test/set-up/told-case.ts';
import { type ActStage, actStage, ask, azure, choice, intent } from './act-stage.ts';

const door = { name: 'a', group: 'doors', value: 'open' };
const id = 'test.azure-access';
let box: Cupboard;
let world: ActStage;

beforeEach(async () => {
  box = cupboard(door);
  world = { ...(await actStage()), catalog: [removeThings(box, { id, group: 'doors' })] };
});

interface Run {
  readonly from?: unknown;
  readonly before?: readonly Draft[];
  readonly permitted?: boolean;
  readonly stopping?: AbortSignal;
}

/** Runs the one change, approved by Isaiah; what that wrote. */
async function run({ from = door, before = [], permitted = true, stopping }: Run = {}): Promise<
  readonly Entry[]
> {
  const step = {
    ...plannedStep('azure-access', plannedChange('a', { from: from as never })),
    hash: azure.hash,
  };
  const plan = event('planned', alex, { revision: 1, steps: [step] });
  const yes = event('approved', isaiah, { hash: azure.hash }, { step: step.step });
  await world.at(choice, plan, ask(), yes, ...before);
  const hold = await takeHold(world, caseId, stopping ?? new AbortController().signal);
  const state = await current(world);
  const [batch] = readyBatches(state, [removeThings(box, { id, group: 'doors' })]);
  if (!hold || !batch) throw new Error('nothing is ready');
  await runBatch(world, hold, batch, Promise.resolve(permitted));
  const entries = await world.store.readCase(caseId, state.head.seq);
  return entries.filter(({ phase }) => phase !== 'taken');
}
const names = { actor: { name: 'Isaiah Langer' }, step: 'azure-access', action: id, change: 'a' };
const words = (entries: readonly Entry[]) =>
  entries.map(({ phase, result }) => `${phase} ${result ?? ''}`.trim());
const end = (entries: readonly Entry[]) => entries.at(-1);
const sent = () => box.calls.filter((call) => call.startsWith('apply')).length;
const attempts = (entries: readonly Entry[]) =>
  entries.filter(({ phase }) => phase === 'intent').map(({ data }) => (data as { attempt: number }).attempt);

describe('one approved change', () => {
  it('is announced, made, and read back, in the name of who approved it', async () => {
    expect(await run()).toMatchObject([
      { phase: 'intent', ...names, data: { direction: 'apply', attempt: 1, what: 'Remove a' } },
      { phase: 'outcome', ...names, result: 'verified', data: { direction: 'apply', what: 'Remove a' } },
    ]);
    expect(box.things.size).toBe(0);
  });

  it('is not made without leave to touch the person', async () => {
    expect(await run({ permitted: false })).toEqual([]);
    expect(sent()).toBe(0);
  });

  it('is not made when it cannot be looked at before', async () => {
    box.faults.set('read doors', [fault('down', { status: 503 })]);

    expect(await run()).toMatchObject([
      {
        phase: 'outcome',
        ...names,
        result: 'failed',
        error: { code: 'down', status: 503 },
        reason: 'It could not be read before the change; nothing was sent.',
      },
    ]);
  });

  it('is unknown when it was sent before and cannot be looked at now', async () => {
    box.faults.set('read doors', [fault('down')]);

    expect(await run({ before: [intent('a')] })).toMatchObject([
      {
        result: 'unknown',
        error: { code: 'down' },
        reason: 'It was sent, and it could not be read whether it happened.',
      },
    ]);
  });

  it('is looked at again while the system says that it will pass', async () => {
    box.faults.set('read doors', [fault('busy', { passing: true }), fault('busy', { passing: true })]);

    expect(words(await run())).toEqual(['intent', 'outcome verified']);
  });

  it('is not made when this version cannot read it out of the log, or has no such action', async () => {
    expect(await run({ from: 'not a thing' })).toMatchObject([
      { result: 'failed', error: { code: 'internal' } },
    ]);
    expect(sent()).toBe(0);
  });

  it('is not made when this version has no such action', async () => {
    world = { ...world, catalog: [] };

    expect(await run()).toMatchObject([
      { result: 'failed', error: { message: `no action is called ${id}` } },
    ]);
  });

  it('stops its step when something else is there now, if that lasts', async () => {
    box.things.set('b', { ...door, name: 'b' });
    const entries = await run();

    expect(entries).toMatchObject([
      {
        phase: 'drifted',
        actor: { name: 'Alex Wilber' },
        step: 'azure-access',
        action: id,
        reason: 'It is no longer as approved; nothing more of this step is sent until it is approved again.',
        data: { added: ['Remove b'], gone: [] },
      },
    ]);
    expect(box.calls).toEqual(['read doors', 'read doors', 'read doors']);
  });

  it('that was cut off and has happened is read back, not sent again', async () => {
    box.things.clear();

    expect(await run({ before: [intent('a')] })).toMatchObject([{ phase: 'outcome', result: 'verified' }]);
    expect(sent()).toBe(0);
  });

  it('that was cut off and has not happened is sent again', async () => {
    expect(attempts(await run({ before: [intent('a')] }))).toEqual([2]);
    expect(sent()).toBe(1);
  });

  it('that was cut off and has not happened is not sent again when its approval is over', async () => {
    const over = event('expired', alex, { hash: azure.hash }, { step: azure.step });

    expect(await run({ before: [intent('a'), over] })).toMatchObject([
      {
        result: 'failed',
        reason: 'It has not happened, and it is not sent again: its approval is over.',
      },
    ]);
    expect(sent()).toBe(0);
  });

  it('is not announced when the bot stops while it looks', async () => {
    const stop = new AbortController();
    box.meanwhile.set('read doors', () => stop.abort());

    expect(await run({ stopping: stop.signal })).toEqual([]);
    expect(sent()).toBe(0);
  });
});

describe('a change that fails', () => {
  it('is told in the system’s words, and not sent again', async () => {
    box.faults.set('apply a', [fault('Denied', { status: 403, requestId: 'r' })]);
    const entries = await run();

    expect(attempts(entries)).toEqual([1]);
    expect(end(entries)).toMatchObject({
      ...names,
      result: 'failed',
      error: { code: 'Denied', status: 403, requestId: 'r' },
    });
  });

  it('is sent again while it may pass, at most three times, with longer waits', async () => {
    box.faults.set(
      'apply a',
      [1, 2, 3, 4].map(() => fault('busy', { passing: true })),
    );
    const entries = await run();

    expect(attempts(entries)).toEqual([1, 2, 3]);
    expect(end(entries)).toMatchObject({ result: 'failed', error: { code: 'busy' } });
    expect(world.clock.slept).toEqual([1000, 2000, 0]);
  });

  it('without an answer is looked for before it is sent again', async () => {
    box.faults.set('apply a', [fault('lost', { uncertain: true })]);
    box.meanwhile.set('apply a', () => box.things.clear());
    const entries = await run();

    expect(attempts(entries)).toEqual([1]);
    expect(end(entries)?.result).toBe('verified');
  });

  it('without an answer, and not done, is sent again; before it is called failed, the picture must be fresh', async () => {
    box.faults.set(
      'apply a',
      [1, 2, 3].map(() => fault('lost', { uncertain: true })),
    );
    const entries = await run();

    expect(attempts(entries)).toEqual([1, 2, 3]);
    expect(end(entries)).toMatchObject({ result: 'failed', error: { code: 'lost' } });
    expect(world.clock.slept).toEqual([1000, 2000, 60_000]);
  });

  it('without an answer, that cannot be looked for, is unknown and not sent again', async () => {
    box.faults.set('apply a', [fault('lost', { uncertain: true })]);
    box.meanwhile.set('apply a', () => box.faults.set('read doors', [fault('down')]));
    const entries = await run();

    expect(attempts(entries)).toEqual([1]);
    expect(end(entries)).toMatchObject({
      result: 'unknown',
      error: { code: 'down' },
      reason: 'No answer came, and it could not be read whether it happened.',
    });
  });

  it('because the thing is gone is done when the system shows it so, and failed when it does not', async () => {
    box.faults.set('apply a', [fault('NotFound', { absent: true })]);
    box.meanwhile.set('apply a', () => box.things.clear());

    expect(end(await run())?.result).toBe('verified');
  });

  it('because the thing is said to be gone has failed when it is still there', async () => {
    box.faults.set('apply a', [fault('NotFound', { absent: true })]);

    expect(end(await run())).toMatchObject({ result: 'failed', error: { code: 'NotFound' } });
  });
});

describe('reading back', () => {
  it('is patient, and calls accepted what it does not see', async () => {
    box.faults.set('apply a', ['swallow']);
    const entries = await run();

    expect(end(entries)).toMatchObject({
      result: 'applied',
      reason: 'It was accepted and is not to be seen yet.',
    });
    expect(world.clock.slept).toEqual([0, 1000, 2000]);
  });

  it('sees what shows itself only later', async () => {
    box.faults.set('apply a', ['swallow']);
    let reads = 0;
    box.meanwhile.set('apply a', () => {
      box.meanwhile.set('read doors', () => void (++reads === 3 && box.things.clear()));
    });

    expect(end(await run())?.result).toBe('verified');
    expect(reads).toBe(3);
  });

  it('says unknown of what could not be read at last', async () => {
    box.meanwhile.set('apply a', () =>
      box.faults.set(
        'read doors',
        [1, 2, 3].map(() => fault('down')),
      ),
    );

    expect(end(await run())).toMatchObject({
      result: 'unknown',
      error: { code: 'down' },
      reason: 'It was accepted, and it could not be read whether it happened.',
    });
  });

  it('is not put off by a look that failed in between', async () => {
    box.faults.set('apply a', ['swallow']);
    box.meanwhile.set('apply a', () => box.faults.set('read doors', [fault('down')]));

    const last = end(await run());
    expect(last?.result).toBe('applied');
    expect(last).not.toHaveProperty('error');
  });

  it('asks the action itself where it has a proof of its own', async () => {
    const asked: string[] = [];
    const verify = async ({ key }: { key: string }) => {
      asked.push(key);
      return asked.length > 1;
    };
    world = { ...world, catalog: world.catalog.map((action) => ({ ...action, verify })) };
    box.faults.set('apply a', ['swallow']);

    expect(end(await run())?.result).toBe('verified');
    expect(asked).toEqual(['a', 'a']);
  });

  it('stops when the bot stops', async () => {
    const stop = new AbortController();
    box.meanwhile.set('apply a', () => stop.abort());

    expect(words(await run({ stopping: stop.signal }))).toEqual(['intent']);
  });
});
