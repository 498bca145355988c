import { beforeEach, describe, expect, it } from 'vitest';
import { event } from '#bot/workflow/case/event.ts';
import { fault } from '#test/set-up/cupboard.ts';
import { alex } from '#test/set-up/small-world.ts';
import { azure, intent } from './act-stage.ts';
import { attempts, id, run, sent, words, type RunStage, runStage, names, door } from './run-stage.ts';

let stage: RunStage;
beforeEach(async () => {
  stage = await runStage();
});

describe('one approved change', () => {
  it('is announced, made, and read back, in the name of who approved it', async () => {
    expect(await run(stage)).toMatchObject([
      { phase: 'intent', ...names, data: { direction: 'apply', attempt: 1, what: 'Remove a' } },
      { phase: 'outcome', ...names, result: 'verified', data: { direction: 'apply', what: 'Remove a' } },
    ]);
    expect(stage.box.things.size).toBe(0);
  });

  it('is not made without leave to touch the person', async () => {
    expect(await run(stage, { permitted: false })).toEqual([]);
    expect(sent(stage)).toBe(0);
  });

  it('is not made when it cannot be looked at before', async () => {
    stage.box.faults.set('read doors', [fault('down', { status: 503 })]);

    expect(await run(stage)).toMatchObject([
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
    stage.box.faults.set('read doors', [fault('down')]);

    expect(await run(stage, { before: [intent('a')] })).toMatchObject([
      {
        result: 'unknown',
        error: { code: 'down' },
        reason: 'It was sent, and it could not be read whether it happened.',
      },
    ]);
  });

  it('is looked at again while the system says that it will pass', async () => {
    stage.box.faults.set('read doors', [fault('busy', { passing: true }), fault('busy', { passing: true })]);

    expect(words(await run(stage))).toEqual(['intent', 'outcome verified']);
  });

  it('is not made when this version cannot read it out of the log, or has no such action', async () => {
    expect(await run(stage, { from: 'not a thing' })).toMatchObject([
      { result: 'failed', error: { code: 'internal' } },
    ]);
    expect(sent(stage)).toBe(0);
  });

  it('is not made when this version has no such action', async () => {
    stage.world = { ...stage.world, catalog: [] };

    expect(await run(stage)).toMatchObject([
      { result: 'failed', error: { message: `no action is called ${id}` } },
    ]);
  });

  it('stops its step when something else is there now, if that lasts', async () => {
    stage.box.things.set('b', { ...door, name: 'b' });
    const entries = await run(stage);

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
    expect(stage.box.calls).toEqual(['read doors', 'read doors', 'read doors']);
  });

  it('that was cut off and has happened is read back, not sent again', async () => {
    stage.box.things.clear();

    expect(await run(stage, { before: [intent('a')] })).toMatchObject([
      { phase: 'outcome', result: 'verified' },
    ]);
    expect(sent(stage)).toBe(0);
  });

  it('that was cut off and has not happened is sent again', async () => {
    expect(attempts(await run(stage, { before: [intent('a')] }))).toEqual([2]);
    expect(sent(stage)).toBe(1);
  });

  it('that was cut off and has not happened is not sent again when its approval is over', async () => {
    const over = event('expired', alex, { hash: azure.hash }, { step: azure.step });

    expect(await run(stage, { before: [intent('a'), over] })).toMatchObject([
      {
        result: 'failed',
        reason: 'It has not happened, and it is not sent again: its approval is over.',
      },
    ]);
    expect(sent(stage)).toBe(0);
  });

  it('is not announced when the bot stops while it looks', async () => {
    const stop = new AbortController();
    stage.box.meanwhile.set('read doors', () => stop.abort());

    expect(await run(stage, { stopping: stop.signal })).toEqual([]);
    expect(sent(stage)).toBe(0);
  });
});
