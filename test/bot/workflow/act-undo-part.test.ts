import { describe, expect, it } from 'vitest';
import { partToUndo } from '#bot/workflow/acts/undo-part.ts';
import { undoHash } from '#bot/workflow/acts/undo-hash.ts';
import type { ChangeState, ChangeStatus } from '#bot/workflow/case/case-state.ts';
import { actionAt, caseAt, changeAt, stepAt } from '#test/set-up/case-at.ts';

const change = (ref: string, status: ChangeStatus = 'verified', attempts = 1): ChangeState =>
  changeAt(ref, { status, attempts });
const refused = (code: string, facts: object) => ({ ok: false, refusal: { code, facts } });
const part = (refs: string[], scope: object = {}) => ({ ok: true, value: { refs, scope } });

const doors = [change('test.doors/a'), change('test.doors/B  c'), change('test.doors/d', 'waiting', 0)];
const letters = [1, 2, 3, 4, 5].map((nth) => change(`test.letters/${nth}`));
const final = { ...actionAt('test.final', change('test.final/x')), irreversible: 'Gone for good' };
const state = caseAt({
  steps: [
    stepAt({ step: 'azure-access', actions: [actionAt('test.doors', ...doors)] }),
    stepAt({ actions: [actionAt('test.letters', ...letters), final] }),
    stepAt({
      step: 'licences',
      actions: [actionAt('test.licences', change('test.licences/E5', 'skipped', 0))],
    }),
  ],
});

describe('what an undo is about', () => {
  it('is everything that was sent and has a way back', () => {
    const all = ['test.doors/a', 'test.doors/B  c', ...letters.map(({ ref }) => ref)];

    expect(partToUndo(state, {})).toEqual(part(all));
  });

  it('is what was sent of one step, when only that is asked back', () => {
    const { step } = { step: 'azure-access' };

    expect(partToUndo(state, { step })).toEqual(part(['test.doors/a', 'test.doors/B  c'], { step }));
  });

  it.each([
    'undo-failed',
    'undo-applied',
    'undo-skipped',
    'undo-intended',
    'failed',
    'unknown',
    'applied',
  ] as const)('is also what is %s', (status) => {
    const one = caseAt({
      steps: [stepAt({ actions: [actionAt('test.doors', change('test.doors/a', status))] })],
    });

    expect(partToUndo(one, {})).toEqual(part(['test.doors/a']));
  });

  it.each(['undone', 'skipped', 'intended'] as const)('is nothing that is %s', (status) => {
    const one = caseAt({
      steps: [stepAt({ actions: [actionAt('test.doors', change('test.doors/a', status))] })],
    });

    expect(partToUndo(one, {})).toMatchObject(refused('nothing-to-undo', { case: 'OFF-TEST1', step: '' }));
    expect(partToUndo(one, { ref: 'test.doors/a' })).toMatchObject(
      refused('nothing-to-undo', { case: 'OFF-TEST1', step: 'mailbox' }),
    );
  });

  it('is nothing where nothing was done, or no such step is', () => {
    expect(partToUndo(state, { step: 'licences' })).toMatchObject(
      refused('nothing-to-undo', { case: 'OFF-TEST1', step: 'licences' }),
    );
    expect(partToUndo(state, { step: 'coffee' })).toEqual(
      refused('no-such-step', { case: 'OFF-TEST1', step: 'coffee' }),
    );
  });
});

describe('a single change that is asked back', () => {
  const found = part(['test.doors/B  c'], { step: 'azure-access', action: 'test.doors', change: 'B  c' });

  it('is found by its name, also as chats and people write it', () => {
    expect(partToUndo(state, { ref: 'test.doors/B  c' })).toEqual(found);
    expect(partToUndo(state, { ref: ' Test.Doors/b c ' })).toEqual(found);
  });

  it('is not guessed among several that read the same', () => {
    const twins = [change('test.doors/a b'), change('test.doors/A b')];
    const two = caseAt({ steps: [stepAt({ actions: [actionAt('test.doors', ...twins)] })] });

    expect(partToUndo(two, { ref: 'test.doors/A b' })).toMatchObject({ value: { refs: ['test.doors/A b'] } });
    expect(partToUndo(two, { ref: 'test.doors/A B' })).toMatchObject({ refusal: { code: 'no-such-change' } });
  });

  it.each([
    ['test.doors/z', 'There is: test.doors/a, test.doors/B  c, test.doors/d.'],
    ['TEST.LETTERS/z', 'There is: test.letters/1, test.letters/2, test.letters/3 and 2 more.'],
    ['coffee/z', 'Its actions: test.doors, test.letters, test.final and 1 more.'],
  ])('that does not exist (%s) is answered with what does', (ref, why) => {
    expect(partToUndo(state, { ref })).toEqual(
      refused('no-such-change', { case: 'OFF-TEST1', what: ref, why }),
    );
  });

  it('of a case without changes is answered with nothing', () => {
    expect(partToUndo(caseAt(), { ref: 'x' })).toMatchObject({ refusal: { facts: { why: '' } } });
  });

  it('has no way back, and why', () => {
    expect(partToUndo(state, { ref: 'test.final/x' })).toEqual(
      refused('no-way-back', { case: 'OFF-TEST1', what: 'Remove x', why: 'Gone for good' }),
    );
  });

  it('was never done', () => {
    expect(partToUndo(state, { ref: 'test.doors/d' })).toMatchObject(
      refused('nothing-to-undo', { case: 'OFF-TEST1', step: 'azure-access' }),
    );
  });
});

it('a yes to an undo is bound to its changes, in whatever order they are named', () => {
  expect(undoHash(['a', 'b'])).toBe(undoHash(['b', 'a']));
  expect(undoHash(['a', 'b'])).not.toBe(undoHash(['a']));
});
