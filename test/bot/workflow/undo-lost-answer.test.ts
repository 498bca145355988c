import { beforeEach, describe, expect, it } from 'vitest';
import { type Cupboard, cupboard, fault } from '#test/set-up/cupboard.ts';
import type { ActStage } from './act-stage.ts';
import { attempts, door, end, undoIn, undoStage } from './undo-stage.ts';

let box: Cupboard;
let world: ActStage;

beforeEach(async () => {
  box = cupboard();
  world = await undoStage(box);
});

const undo = () => undoIn(world);

describe('a way back', () => {
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
});
