import { describe, expect, it } from 'vitest';
import { accessRows } from '#bot/history/access-rows.ts';
import { event } from '#bot/workflow/case/event.ts';
import { alex } from '#test/storage/sealed.ts';
import { plannedChange, plannedStep, told } from '#test/set-up/told-case.ts';

const planned = (...changes: Parameters<typeof plannedStep>[1][]) =>
  told(event('planned', alex, { revision: 1, steps: [plannedStep('licences', ...changes)] }));

describe('what another version has stored and this one has no words for', () => {
  it('stands as it is stored, and is called so', () => {
    const from = { colour: 'red', on: true };
    const [row] = accessRows(planned(plannedChange('lamp', { from, to: null })));

    expect([row?.before, row?.stored]).toEqual(['{"colour":"red","on":true}', ['before']]);
  });
});

describe('the state of a change that was never begun', () => {
  const closed = (outcome: 'canceled' | 'dry-run') => event('closed', alex, { outcome });
  const plan = event('planned', alex, {
    revision: 1,
    steps: [plannedStep('licences', plannedChange('lamp'))],
  });

  it('is waiting while the case is open', () => {
    expect(accessRows(told(plan)).map(({ statusName }) => statusName)).toEqual(['waiting']);
  });

  it.each(['canceled', 'dry-run'] as const)('is not made once the case has ended: %s', (outcome) => {
    expect(accessRows(told(plan, closed(outcome))).map(({ statusName }) => statusName)).toEqual(['not made']);
  });
});
