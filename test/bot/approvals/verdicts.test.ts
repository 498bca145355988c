import { describe, expect, it } from 'vitest';
import { mayDecide, type Verdict } from '#bot/approvals/may-decide.ts';
import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { adele, alex, caseAt, isaiah, megan, noon, patti, stepAt } from '#test/set-up/case-at.ts';

const facts = { case: 'OFF-TEST1', step: 'mailbox' };
const refused = (code: string, more: object) => ({ ok: false, refusal: { code, facts: more } });

function said(
  approval: StepState['approval'],
  by: Verdict['by'],
  more: Partial<Verdict> = {},
  state: Partial<CaseState> = {},
) {
  const steps = [stepAt({ step: 'licences' }), stepAt({ approval })];
  return mayDecide(caseAt({ steps, ...state }), { by, step: 'mailbox', now: new Date(noon), ...more });
}

const ofOperator = { status: 'asked', policy: 'operator', approver: alex, deadline: noon } as const;
const ofManager = { status: 'asked', policy: 'manager', approver: megan, deadline: noon } as const;
const ofSecond = { status: 'asked', policy: 'second-operator', approver: null, deadline: noon } as const;

describe('an answer', () => {
  it('counts for the step that was asked, up to the last moment', () => {
    expect(said(ofManager, megan)).toEqual({ ok: true, value: stepAt({ approval: ofManager }) });
  });

  it('is too late a moment after the deadline, and is told when that was', () => {
    expect(said(ofManager, megan, { now: new Date(Date.parse(noon) + 1) })).toEqual(
      refused('approval-expired', { ...facts, until: noon }),
    );
  });

  it('counts for exactly the changes that were on the card', () => {
    expect(said(ofManager, megan, { hash: 'a1b2c3d4' })).toMatchObject({ ok: true });
    expect(said(ofManager, megan, { hash: 'other' })).toEqual(refused('plan-changed', facts));
  });

  it('still counts in a case that needs attention elsewhere', () => {
    expect(said(ofManager, megan, {}, { status: 'attention' })).toMatchObject({ ok: true });
  });

  it('does not count while the case is being undone', () => {
    expect(said(ofManager, megan, {}, { status: 'undoing' })).toEqual(refused('wrong-moment', facts));
  });

  it('does not count once the case has ended', () => {
    expect(said(ofManager, megan, {}, { status: 'closed' })).toEqual(
      refused('case-ended', { case: 'OFF-TEST1' }),
    );
  });

  it('does not count for a step that does not exist', () => {
    expect(said(ofManager, megan, { step: 'coffee' })).toEqual(
      refused('no-such-step', { ...facts, step: 'coffee' }),
    );
  });

  it('does not count from a disabled account', () => {
    expect(said(ofManager, { ...megan, enabled: false })).toEqual(
      refused('approver-disabled', { who: 'Megan Bowen' }),
    );
  });
});

describe('what is decided already', () => {
  const decided = { decidedBy: megan, decidedAt: '2026-11-23T11:00:00.000Z' };

  it.each(['approved', 'rejected'] as const)('stays %s, and says by whom and when', (status) => {
    expect(said({ ...ofManager, status, ...decided }, megan)).toEqual(
      refused('already-decided', {
        ...facts,
        who: 'Megan Bowen',
        when: decided.decidedAt,
        decision: status,
      }),
    );
  });

  it('is over when nobody answered in time, and says until when it was open', () => {
    expect(said({ ...ofManager, status: 'expired' }, megan)).toEqual(
      refused('approval-expired', { ...facts, until: noon }),
    );
  });
});

describe('whose answer it is', () => {
  it.each([
    ['an operator’s step', ofOperator, alex],
    ['an operator’s step that another was asked for', ofOperator, isaiah],
    ['a manager’s step, whatever role the manager has', ofManager, megan],
    ['a second operator’s step', ofSecond, isaiah],
    ['a second operator’s step that this one was named for', { ...ofSecond, approver: isaiah }, isaiah],
  ])('is theirs: %s', (_, approval, by) => {
    expect(said(approval, by)).toMatchObject({ ok: true });
  });

  it.each([
    ['an auditor, of an operator’s step', ofOperator, adele, 'an operator'],
    ['an operator, of a manager’s step', ofManager, alex, 'Megan Bowen'],
    ['somebody without a role, of a second operator’s step', ofSecond, patti, 'a second operator'],
    ['a second operator, where another was named', { ...ofSecond, approver: isaiah }, alex, 'Isaiah Langer'],
    [
      'who was named and is no operator any more',
      { ...ofSecond, approver: patti },
      patti,
      'a second operator',
    ],
  ])('is not theirs, and they are told whose: %s', (_, approval, by, approver) => {
    expect(said(approval, by)).toEqual(refused('not-approver', { ...facts, approver }));
  });

  it.each([
    ['opened the case', alex, {}],
    ['settled its plan', isaiah, { chosenBy: isaiah }],
  ])('second eyes are not those of who %s', (_, by, state) => {
    expect(said(ofSecond, by, {}, state)).toEqual(
      refused('second-person-needed', { ...facts, approver: 'a second operator' }),
    );
  });

  it('is nobody’s as long as nobody was asked', () => {
    expect(said({ status: 'none' }, alex)).toEqual(
      refused('wrong-moment', { ...facts, approver: 'a second operator' }),
    );
  });
});
