import { describe, expect, it } from 'vitest';
import { deadlineOf, hasLapsed } from '#bot/approvals/lapsed.ts';
import type { StepState } from '#bot/workflow/case/case-state.ts';
import { actionAt, changeAt, noon, stepAt } from '#test/set-up/case-at.ts';

const settings = { policy: {} as never, requestHours: 72, runWindowHours: 24 };
const after = (hours: number, ms = 0) => new Date(Date.parse(noon) + hours * 3_600_000 + ms);
const lapsed = (step: StepState, now: Date) => hasLapsed(step, now, settings);

describe('a request', () => {
  const asked = stepAt({ approval: { status: 'asked', deadline: noon } });

  it('waits for as many hours as the settings say', () => {
    expect(deadlineOf(new Date(noon), settings)).toBe('2026-11-26T12:00:00.000Z');
  });

  it('can be answered up to its deadline, and not after it', () => {
    expect(lapsed(asked, after(0))).toBe(false);
    expect(lapsed(asked, after(0, 1))).toBe(true);
  });
});

describe('a yes', () => {
  const given = (...changes: Parameters<typeof actionAt>[1][]) =>
    stepAt({
      approval: { status: 'approved', decidedAt: noon, deadline: noon },
      actions: [actionAt('test.none'), actionAt('test.doors', ...changes)],
    });
  const done = changeAt('test.doors/a', { status: 'verified', attempts: 1 });

  it.each(['waiting', 'intended'] as const)(
    'counts through its window, and not after it, while one change of many is %s',
    (status) => {
      const step = given(done, changeAt('test.doors/b', { status }));

      expect(lapsed(step, after(24))).toBe(false);
      expect(lapsed(step, after(24, 1))).toBe(true);
    },
  );

  it('never lapses once nothing is left of it', () => {
    expect(lapsed(given(done), after(1000))).toBe(false);
  });

  it.each(['off', 'none', 'rejected', 'expired'] as const)('that is none (%s) cannot lapse', (status) => {
    const step = given(changeAt('test.doors/b'));

    expect(lapsed({ ...step, approval: { ...step.approval, status } }, after(1000))).toBe(false);
  });
});
