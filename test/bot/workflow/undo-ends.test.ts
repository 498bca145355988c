import { describe, expect, it } from 'vitest';
import type { CaseState, ChangeState, ChangeStatus, StepState } from '#bot/workflow/case/case-state.ts';
import { endOf } from '#bot/workflow/undo/end-undo.ts';
import { actionAt, alex, caseAt, changeAt, stepAt } from '#test/set-up/case-at.ts';

const sent = (key: string, status: ChangeStatus): ChangeState =>
  changeAt(`test.doors/${key}`, { status, attempts: 1 });
const step = (...changes: ChangeState[]): StepState =>
  stepAt({ approval: { status: 'approved' }, actions: [actionAt('test.doors', ...changes)] });
const final = (...changes: ChangeState[]): StepState =>
  stepAt({
    step: 'licences',
    approval: { status: 'approved' },
    actions: [{ ...actionAt('test.final', ...changes), irreversible: 'Gone for good' }],
  });

/** How the undo ends, in which the changes a and b were asked back. */
function ends(steps: StepState[], more: Partial<CaseState> = {}, whole = true): string {
  const refs = ['test.doors/a', 'test.doors/b'];
  const undo = {
    refs,
    hash: 'abc',
    whole,
    askedBy: alex,
    askedAt: '2026-11-23T14:00:00.000Z',
    confirmed: true,
  };
  return endOf(caseAt({ status: 'undoing', before: 'closed', undo, steps, ...more }));
}

describe('a case whose undo is over', () => {
  it.each<[string, StepState]>([
    ['everything is as it was', step(sent('a', 'undone'), sent('b', 'undone'))],
    ['the rest was left alone for a reason', step(sent('a', 'undone'), sent('b', 'undo-skipped'))],
    ['nothing else was ever sent', step(sent('a', 'undone'), changeAt('test.doors/c'))],
    ['what else there was had been left alone', step(sent('a', 'undone'), sent('c', 'skipped'))],
  ])('is undone when %s', (_, only) => {
    expect(ends([only])).toBe('undone');
  });

  it('is undone whatever has no way back', () => {
    const ref = changeAt('test.final/c', { status: 'verified', attempts: 1 });

    expect(ends([step(sent('a', 'undone')), final(ref)])).toBe('undone');
  });

  it.each([
    'verified',
    'applied',
    'unknown',
    'failed',
    'undo-failed',
    'undo-applied',
    'undo-intended',
  ] as const)('is partly undone when something else stays %s', (status) => {
    expect(ends([step(sent('a', 'undone'), sent('c', status))])).toBe('partly-undone');
  });

  it.each(['undo-failed', 'undo-applied', 'undo-intended', 'verified'] as const)(
    'is incomplete when what was asked back is %s',
    (status) => {
      expect(ends([step(sent('a', 'undone'), sent('b', status))])).toBe('incomplete');
    },
  );
});

describe('a case that was open before its undo', () => {
  const open = { before: 'attention' } as const;

  it.each<[string, StepState]>([
    ['something could not be put back', step(sent('a', 'undone'), sent('b', 'undo-failed'))],
    ['something of it stays in force', step(sent('a', 'undone'), sent('c', 'verified'))],
  ])('goes on when %s', (_, only) => {
    expect(ends([only], open)).toBe('goes on');
  });

  it('ends when all of it was asked back, whatever was never begun', () => {
    expect(ends([step(sent('a', 'undone'), changeAt('test.doors/c'))], open)).toBe('undone');
  });

  it('goes on when a part was asked back and something waits', () => {
    const waits = step(sent('a', 'undone'), changeAt('test.doors/c'));

    expect(ends([waits], open, false)).toBe('goes on');
    expect(ends([{ ...waits, approval: { status: 'off' } }], open, false)).toBe('undone');
    expect(ends([step(sent('a', 'undone'))], open, false)).toBe('undone');
    expect(ends([waits], {}, false)).toBe('undone');
  });
});
