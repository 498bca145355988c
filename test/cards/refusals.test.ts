import { expect, test } from 'vitest';
import { refusalCodes } from '#bot/policy/refusal.ts';
import { refusalWords } from '#cards/refusals.ts';

test('every refusal says what happened and what to do, even without a single fact', () => {
  for (const code of refusalCodes) {
    const { title, text, next } = refusalWords({ code, facts: {} });
    for (const words of [title, text, next]) expect(words, code).toMatch(/^\S.{6,}/);
    expect(text, code).not.toMatch(/undefined|“| {2}|\(\)/);
    expect(text.endsWith('.'), `${code}: ${text}`).toBe(true);
  }
});

test('no two refusals say the same', () => {
  expect(new Set(refusalCodes.map((code) => refusalWords({ code, facts: {} }).title)).size).toBe(
    refusalCodes.length,
  );
});

test('a late click is told until when it could have come', () => {
  const facts = { case: 'OFF-7K3QX', step: 'data-transfer', until: '2026-11-25T14:06:00.000Z' };
  const { text } = refusalWords({ code: 'approval-expired', facts });
  expect(text).toBe('The request for data transfer of OFF-7K3QX was open until Wed 25 Nov, 14:06 UTC.');
});

test('a second click is told who decided what and when', () => {
  const facts = {
    case: 'OFF-7K3QX',
    step: 'mailbox',
    who: 'Megan Bowen',
    decision: 'approved',
    when: '2026-11-24T14:06:00.000Z',
  };
  const { text } = refusalWords({ code: 'already-decided', facts });
  expect(text).toBe('Megan Bowen approved mailbox of OFF-7K3QX on Tue 24 Nov, 14:06 UTC.');
});

test('a protected account is named with the reason', () => {
  const { text } = refusalWords({
    code: 'protected',
    facts: { who: 'Grady Archie', why: 'Member of Domain Admins.' },
  });
  expect(text).toBe('I do not touch Grady Archie. Member of Domain Admins.');
});
