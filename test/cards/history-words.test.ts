import { expect, test } from 'vitest';
import { historyCard } from '#cards/history-card.ts';
import { historyWords } from '#cards/history-words.ts';
import { type Draft, type Entry } from '#storage/entry.ts';
import { emptyHead, seal } from '#storage/seal.ts';
import { alex } from './fixtures.ts';
import { textOf } from './nodes-of.ts';

function entryOf(rest: Omit<Draft, 'actor'>): Entry {
  const by = { instance: 'test', version: '0', epoch: 0 };
  const at = new Date('2026-11-24T14:05:09.123Z');
  return seal({ actor: alex, ...rest }, emptyHead, { caseId: 'OFF-7K3QX', tenant: 't', at, by });
}

const refused = (data: { act: string; code: string }, reason: string): Entry =>
  entryOf({ phase: 'refused', result: 'refused', reason, data });

test('a refusal is told in words, once: what was tried and why not', () => {
  const entry = refused(
    { act: 'approve', code: 'second-person-needed' },
    'second-person-needed; case: OFF-7K3QX; step: group-memberships',
  );
  const card = historyCard({ title: 'John Doe', entries: [entry], next: null, query: {} });
  const text = textOf(card);
  expect(text).toContain('Refused: approve');
  expect(text).toContain('A second person is needed · step group memberships');
  expect(text).not.toContain('second-person-needed');
  expect(text.match(/refused/giu)).toHaveLength(1);
});

test('a refusal that this version does not know keeps its code', () => {
  const words = historyWords(refused({ act: 'fly', code: 'no-wings' }, 'no-wings; case: OFF-7K3QX'));
  expect(words).toEqual({ what: 'Refused: fly', result: '', why: ['no-wings'] });
});

test('a sweep that found something open did not fail itself', () => {
  const sweep = (unreadable: { system: string; why: string }[]): string =>
    textOf(
      historyCard({
        title: 'John Doe',
        entries: [entryOf({ phase: 'swept', result: 'failed', data: { remaining: [], unreadable } })],
        next: null,
        query: {},
      }),
    );
  expect(sweep([])).toContain('Closing sweep: something is still open');
  expect(sweep([])).not.toContain('failed');
  expect(sweep([{ system: 'azure', why: 'timeout' }])).toContain(
    'Closing sweep: not every system could be read',
  );
});

test.each([
  ['canceled', 'skipped', 'Case closed: canceled'],
  ['complete', 'verified', 'Case closed: complete, all verified'],
  ['incomplete', 'failed', 'Case closed: undo not complete'],
] as const)('a case that ended %s says so, and not how its entry ended', (outcome, result, what) => {
  const entry = entryOf({ phase: 'closed', result, reason: 'Canceled by Alex Wilber.', data: { outcome } });

  expect(historyWords(entry)).toEqual({ what, result: '', why: ['Canceled by Alex Wilber.'] });
});

test.each([
  ['asked', { approver: { id: 'm', name: 'Megan Bowen' } }, 'Approval asked of Megan Bowen'],
  ['asked', { approver: null, policy: 'operator' }, 'Approval asked of any operator'],
  ['asked', { approver: null, policy: 'second-operator' }, 'Approval asked of a second operator'],
  ['delivered', { person: 'Megan Bowen' }, 'Request delivered to Megan Bowen'],
  ['undelivered', { person: 'Megan Bowen' }, 'Request not delivered to Megan Bowen'],
] as const)('an approval that is %s names who is to decide: %j', (phase, data, what) => {
  expect(historyWords(entryOf({ phase, data })).what).toBe(what);
});

test('a clean sweep is verified', () => {
  const words = historyWords(entryOf({ phase: 'swept', result: 'verified' }));
  expect(words).toEqual({ what: 'Closing sweep', result: 'verified', why: [] });
});

test('an undo is told as one, before and after it', () => {
  const words = (phase: string) =>
    historyWords(entryOf({ phase, data: { direction: 'undo', attempt: 1, what: 'Block sign-in' } })).what;

  expect(words('intent')).toBe('About to put back: Block sign-in');
  expect(words('outcome')).toBe('Undo: Block sign-in');
});

test('an entry whose key is gone says that it is erased, and an erasure says why', () => {
  const erased = { ...entryOf({ phase: 'rejected', step: 'mailbox' }), erased: true } as const;
  const data = { basis: 'GDPR Article 17' };

  expect(historyWords(erased).why).toEqual(['[erased]']);
  expect(historyWords(entryOf({ phase: 'erased', data })).why).toEqual(['GDPR Article 17']);
});
