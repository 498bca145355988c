import { describe, expect, it } from 'vitest';
import { erasureDue, mayErase, namesPerson } from '#bot/policy/may-erase.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { adele, alex, caseAt, noon } from '#test/set-up/case-at.ts';

const years = 6;
const ended = (more: Partial<CaseState> = {}): CaseState =>
  caseAt({ status: 'closed', subject: 'a-key', closedAt: '2020-03-01T08:00:00.000Z', ...more });
const later = ended({ caseId: 'OFF-TEST2', closedAt: '2021-05-04T10:00:00.000Z' });
const ask = (cases: readonly CaseState[], at = '2030-01-01T00:00:00.000Z') =>
  mayErase(cases, { years }, new Date(at));

describe('what the log knows of a person may be erased', () => {
  it('so many years after the last of their cases ended, to the moment', () => {
    expect(erasureDue([later, ended()], { years })).toBe('2027-05-04T10:00:00.000Z');
    expect(ask([ended(), later], '2027-05-04T10:00:00.000Z')).toEqual({ ok: true, value: null });
    expect(ask([ended(), later], '2027-05-04T09:59:59.999Z')).toEqual({
      ok: false,
      refusal: { code: 'kept-by-retention', facts: { case: 'OFF-TEST1', limit: '2027-05-04' } },
    });
  });

  it('counted from the last entry where a case has no end', () => {
    const { closedAt: _closedAt, ...open } = later;

    expect(erasureDue([{ ...open, lastAt: noon }], { years })).toBe('2032-11-23T12:00:00.000Z');
  });
});

describe('nothing is erased, whichever of the person’s cases it is,', () => {
  it.each<[string, Partial<CaseState>, string, object]>([
    [
      'that was begun without a key',
      { subject: undefined as never },
      'cannot-be-erased',
      { case: 'OFF-TEST2' },
    ],
    [
      'of which an undo is asked',
      { status: 'undo-asked' },
      'wrong-moment',
      { case: 'OFF-TEST2', why: 'Somebody asked for an undo, and nobody has answered.' },
    ],
    [
      'that is open',
      { status: 'working' },
      'already-open',
      { who: 'John Doe', case: 'OFF-TEST2', by: alex.name },
    ],
    [
      'that is held',
      { legalHold: { by: adele, at: noon, reason: 'A lawsuit' } },
      'kept-by-hold',
      { case: 'OFF-TEST2', who: adele.name, what: '2026-11-23' },
    ],
  ])('%s', (_, more, code, facts) => {
    expect(ask([ended(), { ...later, ...more }])).toEqual({ ok: false, refusal: { code, facts } });
  });
});

describe('a text that stays readable names the person', () => {
  const directory = { accountName: 'jd77' } as unknown as CaseState['leaver']['directory'];
  const { leaver } = caseAt();
  const john = caseAt({ leaver: { ...leaver, mail: 'john.d@contoso.com', directory } });

  it.each([
    'As DOE asked us to',
    'asked by john',
    'for jdoe@contoso.com',
    'account JD77',
    'john.d@contoso.com',
    'id john-doe',
  ])('in “%s”', (text) => {
    expect(namesPerson(text, john)).toBe(true);
  });

  it('and not in one that only tells the ground, or shares two letters', () => {
    expect(namesPerson('GDPR 17 (1) a, ticket 4711', john)).toBe(false);
    expect(
      namesPerson(
        'On request',
        caseAt({ leaver: { ...leaver, name: 'Jo On', upn: 'xy@contoso.com', id: 'q' } }),
      ),
    ).toBe(false);
  });
});
