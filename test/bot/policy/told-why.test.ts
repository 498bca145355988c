import { describe, expect, it } from 'vitest';
import { mayAct } from '#bot/policy/acts.ts';
import { guard, whyProtected } from '#bot/policy/guard.ts';
import { notOwnCase } from '#bot/policy/own-case.ts';
import { adele, alex, caseAt, patti, person } from '#test/set-up/case-at.ts';

const refused = (code: string, facts: object) => ({ ok: false, refusal: { code, facts } });
const { leaver } = caseAt();
const listed = { neverTouch: ['  jdoe@contoso.com '], casesPerHour: 3 };
const open = { neverTouch: [], casesPerHour: 3 };

describe('who may not act is told why, by name:', () => {
  it.each([
    ['a disabled account', { ...alex, enabled: false }, 'history', 'approver-disabled'],
    ['somebody without a role', patti, 'cancel', 'no-role'],
    ['somebody without a role, of what auditors may', patti, 'history', 'no-role'],
    ['an auditor, of what operators do', adele, 'cancel', 'not-operator'],
  ] as const)('%s', (_, by, act, code) => {
    expect(mayAct(by, act)).toEqual(refused(code, { who: by.name }));
  });
});

describe('a leaver who must not be touched', () => {
  it('is refused to themselves by name', () => {
    const by = person('John Doe', 'operator');

    expect(guard({ by, leaver, protection: { reasons: [] }, casesThisHour: 0 }, open)).toEqual(
      refused('oneself', { who: 'John Doe' }),
    );
  });

  it('is known from the list however blanks stand around the entry', () => {
    expect(whyProtected(leaver, { reasons: [] }, listed)).toBe(
      'The account is on the list of accounts the bot never touches.',
    );
  });

  it('is described by every protection, a sentence each', () => {
    const reasons = ['Member of Domain Admins.', 'Holds the role Global Administrator.'];

    expect(whyProtected(leaver, { reasons }, open)).toBe(
      'Member of Domain Admins. Holds the role Global Administrator.',
    );
    expect(whyProtected(leaver, { reasons: [] }, open)).toBeNull();
  });
});

it('nobody acts on their own case, and is told which it is', () => {
  expect(notOwnCase(caseAt(), person('JOHN DOE', 'operator'))).toEqual(
    refused('own-case', { case: 'OFF-TEST1' }),
  );
  expect(notOwnCase(caseAt(), alex)).toEqual({ ok: true, value: null });
});
