import { beforeEach, describe, expect, it } from 'vitest';
import { fault } from '#test/set-up/cupboard.ts';
import { attempts, end, run, words, type RunStage, runStage, names } from './run-stage.ts';

let stage: RunStage;
beforeEach(async () => {
  stage = await runStage();
});

describe('a change that fails', () => {
  it('is told in the system’s words, and not sent again', async () => {
    stage.box.faults.set('apply a', [fault('Denied', { status: 403, requestId: 'r' })]);
    const entries = await run(stage);

    expect(attempts(entries)).toEqual([1]);
    expect(end(entries)).toMatchObject({
      ...names,
      result: 'failed',
      error: { code: 'Denied', status: 403, requestId: 'r' },
    });
  });

  it('is sent again while it may pass, at most three times, with longer waits', async () => {
    stage.box.faults.set(
      'apply a',
      [1, 2, 3, 4].map(() => fault('busy', { passing: true })),
    );
    const entries = await run(stage);

    expect(attempts(entries)).toEqual([1, 2, 3]);
    expect(end(entries)).toMatchObject({ result: 'failed', error: { code: 'busy' } });
    expect(stage.world.clock.slept).toEqual([1000, 2000, 0]);
  });

  it('without an answer is looked for before it is sent again', async () => {
    stage.box.faults.set('apply a', [fault('lost', { uncertain: true })]);
    stage.box.meanwhile.set('apply a', () => stage.box.things.clear());
    const entries = await run(stage);

    expect(attempts(entries)).toEqual([1]);
    expect(end(entries)?.result).toBe('verified');
  });

  it('without an answer, and not done, is sent again; before it is called failed, the picture must be fresh', async () => {
    stage.box.faults.set(
      'apply a',
      [1, 2, 3].map(() => fault('lost', { uncertain: true })),
    );
    const entries = await run(stage);

    expect(attempts(entries)).toEqual([1, 2, 3]);
    expect(end(entries)).toMatchObject({ result: 'failed', error: { code: 'lost' } });
    expect(stage.world.clock.slept).toEqual([1000, 2000, 60_000]);
  });

  it('without an answer, that cannot be looked for, is unknown and not sent again', async () => {
    stage.box.faults.set('apply a', [fault('lost', { uncertain: true })]);
    stage.box.meanwhile.set('apply a', () => stage.box.faults.set('read doors', [fault('down')]));
    const entries = await run(stage);

    expect(attempts(entries)).toEqual([1]);
    expect(end(entries)).toMatchObject({
      result: 'unknown',
      error: { code: 'down' },
      reason: 'No answer came, and it could not be read whether it happened.',
    });
  });

  it('because the thing is gone is done when the system shows it so, and failed when it does not', async () => {
    stage.box.faults.set('apply a', [fault('NotFound', { absent: true })]);
    stage.box.meanwhile.set('apply a', () => stage.box.things.clear());

    expect(end(await run(stage))?.result).toBe('verified');
  });

  it('because the thing is said to be gone has failed when it is still there', async () => {
    stage.box.faults.set('apply a', [fault('NotFound', { absent: true })]);

    expect(end(await run(stage))).toMatchObject({ result: 'failed', error: { code: 'NotFound' } });
  });
});

describe('reading back', () => {
  it('is patient, and calls accepted what it does not see', async () => {
    stage.box.faults.set('apply a', ['swallow']);
    const entries = await run(stage);

    expect(end(entries)).toMatchObject({
      result: 'applied',
      reason: 'It was accepted and is not to be seen yet.',
    });
    expect(stage.world.clock.slept).toEqual([0, 1000, 2000]);
  });

  it('sees what shows itself only later', async () => {
    stage.box.faults.set('apply a', ['swallow']);
    let reads = 0;
    stage.box.meanwhile.set('apply a', () => {
      stage.box.meanwhile.set('read doors', () => void (++reads === 3 && stage.box.things.clear()));
    });

    expect(end(await run(stage))?.result).toBe('verified');
    expect(reads).toBe(3);
  });

  it('says unknown of what could not be read at last', async () => {
    stage.box.meanwhile.set('apply a', () =>
      stage.box.faults.set(
        'read doors',
        [1, 2, 3].map(() => fault('down')),
      ),
    );

    expect(end(await run(stage))).toMatchObject({
      result: 'unknown',
      error: { code: 'down' },
      reason: 'It was accepted, and it could not be read whether it happened.',
    });
  });

  it('is not put off by a look that failed in between', async () => {
    stage.box.faults.set('apply a', ['swallow']);
    stage.box.meanwhile.set('apply a', () => stage.box.faults.set('read doors', [fault('down')]));

    const last = end(await run(stage));
    expect(last?.result).toBe('applied');
    expect(last).not.toHaveProperty('error');
  });

  it('asks the action itself where it has a proof of its own', async () => {
    const asked: string[] = [];
    const verify = async ({ key }: { key: string }) => {
      asked.push(key);
      return asked.length > 1;
    };
    const [action] = stage.world.catalog;
    stage.world = { ...stage.world, catalog: [{ ...action!, verify }] };
    stage.box.faults.set('apply a', ['swallow']);

    expect(end(await run(stage))?.result).toBe('verified');
    expect(asked).toEqual(['a', 'a']);
  });

  it('stops when the bot stops', async () => {
    const stop = new AbortController();
    stage.box.meanwhile.set('apply a', () => stop.abort());

    expect(words(await run(stage, { stopping: stop.signal }))).toEqual(['intent']);
  });
});
