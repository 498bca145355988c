import { describe, expect, it } from 'vitest';
import { approverOf } from '#bot/approvals/approver-of.ts';
import type { ApproverPolicy } from '#bot/workflow/case/events.ts';
import { actionAt, caseAt, changeAt, stepAt } from '#test/set-up/case-at.ts';

const { leaver } = caseAt();

function asked(policy: ApproverPolicy, step = stepAt(), state = caseAt()) {
  const all = { [step.step]: policy } as Record<typeof step.step, ApproverPolicy>;
  return approverOf(step, state, { policy: all, requestHours: 72, runWindowHours: 24 });
}

const ordinary = changeAt('test.letters/mail');
const destroying = changeAt('test.letters/archive', {
  change: { ...ordinary.change, destroys: 'All mail is gone.' },
});
const stepOf = (...changes: (typeof ordinary)[]) =>
  stepAt({ actions: [actionAt('test.none'), actionAt('test.letters', ...changes)] });

describe('who is asked for a yes', () => {
  it('the operator of the case, for an operator’s step', () => {
    expect(asked('operator', stepOf(ordinary))).toEqual({
      policy: 'operator',
      approver: { id: 'alex-wilber', name: 'Alex Wilber' },
    });
  });

  it('the manager, by no more than name and id', () => {
    expect(asked('manager', stepOf(ordinary))).toEqual({
      policy: 'manager',
      approver: { id: 'megan-bowen', name: 'Megan Bowen' },
    });
  });

  it('any second operator, where the settings ask for four eyes', () => {
    expect(asked('second-operator', stepOf(ordinary))).toEqual({ policy: 'second-operator', approver: null });
  });

  it.each(['operator', 'manager'] as const)(
    'a second operator instead of the %s, when one change of many destroys data for good',
    (policy) => {
      expect(asked(policy, stepOf(ordinary, destroying))).toEqual({
        policy: 'second-operator',
        approver: null,
        because: 'It destroys data for good.',
      });
    },
  );

  it('no reason is given for four eyes that the settings ask for anyway', () => {
    expect(asked('second-operator', stepOf(destroying))).toEqual({
      policy: 'second-operator',
      approver: null,
    });
  });

  it.each([
    ['has no manager', null],
    ['is their own manager', { id: leaver.id, upn: leaver.upn, name: leaver.name }],
  ])('a second operator, for a leaver who %s', (_, manager) => {
    const state = caseAt({ leaver: { ...leaver, manager } });

    expect(asked('manager', stepOf(ordinary), state)).toEqual({
      policy: 'second-operator',
      approver: null,
      because: 'John Doe has no manager in the directory.',
    });
  });
});
