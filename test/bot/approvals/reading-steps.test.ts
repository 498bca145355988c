import { describe, expect, it } from 'vitest';
import { mayReadChanges } from '#bot/approvals/may-read-changes.ts';
import type { Caller } from '#bot/policy/caller.ts';
import { adele, alex, caseAt, isaiah, megan, patti, person, stepAt } from '#test/set-up/case-at.ts';

const mailbox = stepAt({ approval: { status: 'asked', policy: 'manager', approver: megan } });
const licences = stepAt({
  step: 'licences',
  approval: { status: 'asked', policy: 'operator', approver: alex },
});
const state = caseAt({ steps: [licences, mailbox] });
const read = (by: Caller, step: string | undefined = 'mailbox') => mayReadChanges(state, step, by);
const refused = (code: string, facts: object) => ({ ok: false, refusal: { code, facts } });

describe('the changes of a step', () => {
  it.each([
    ['an operator, whoever was asked', isaiah],
    ['an auditor', adele],
    ['who was asked, without any role', megan],
  ])('may be read by %s', (_, by) => {
    expect(read(by)).toEqual({ ok: true, value: 'mailbox' });
  });

  it('are not for somebody without a role who was not asked for this step', () => {
    expect(read(megan, 'licences')).toEqual(refused('no-role', { who: 'Megan Bowen' }));
    expect(read(patti)).toEqual(refused('no-role', { who: 'Patti Fernandez' }));
  });

  it('are not for the leaver, whatever role they still hold', () => {
    expect(read(person('John Doe', 'operator'))).toEqual(refused('own-case', { case: 'OFF-TEST1' }));
  });

  it('are not for a disabled account', () => {
    expect(read({ ...alex, enabled: false })).toEqual(refused('approver-disabled', { who: 'Alex Wilber' }));
  });

  it('of a step that does not exist are not there; only who has a role is told so', () => {
    expect(read(alex, 'coffee')).toEqual(refused('no-such-step', { case: 'OFF-TEST1', step: 'coffee' }));
    expect(read(patti, 'coffee')).toEqual(refused('no-role', { who: 'Patti Fernandez' }));
  });

  it('of the whole plan are for who has a role, and not for who was asked for one step', () => {
    expect(mayReadChanges(state, undefined, adele)).toEqual({ ok: true, value: undefined });
    expect(mayReadChanges(state, undefined, megan)).toEqual(refused('no-role', { who: 'Megan Bowen' }));
  });
});
