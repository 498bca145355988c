import { expect, test } from 'vitest';
import { progressCard } from '#cards/progress-card.ts';
import { statusCard } from '#cards/status-card.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { attention, canceledHalf } from './ended-fixtures.ts';
import {
  approvedApproval,
  asked,
  askedApproval,
  denied,
  heldUp,
  now,
  withApproval,
  withChanges,
  withStep,
  working,
} from './fixtures.ts';
import { ofType, textOf } from './nodes-of.ts';
import { partlyUndone, undoing } from './undo-fixtures.ts';

const verbs = (card: unknown): unknown[] => ofType(card, 'Action.Execute').map((node) => node['verb']);

test('counts are on top, with when the case began and as of when that is so', () => {
  const text = textOf(progressCard(working(), now));
  expect(text).toContain('29 changes: 16 verified · 1 accepted, not seen yet · 1 running · 11 waiting');
  expect(text).toContain('Started Tue 24 Nov, 14:05 UTC by Alex Wilber · as of Tue 24 Nov, 14:09 UTC');
});

test('a hold-up says who is waited for, for what, until when', () => {
  expect(textOf(progressCard(working(), now))).toContain(
    'waits for Megan Bowen to confirm mailbox until Wed 25 Nov, 14:06 UTC',
  );
});

test('a step is called verified only when each of its changes was read back', () => {
  const state = withChanges(working(), 'azure-access', (change, index) =>
    index === 0 ? { ...change, status: 'applied' } : change,
  );
  const words = ofType(progressCard(state, now), 'TextBlock').map((node) => node['text']);
  expect(words.filter((word) => word === 'verified')).toHaveLength(1);
  expect(words).toContain('being checked');
});

test('a failure shows the system’s own words at once', () => {
  const state = withChanges(working(), 'licences', (change) => ({
    ...change,
    status: 'failed',
    error: denied,
  }));
  const text = textOf(progressCard(state, now));
  expect(text).toContain('needs attention');
  expect(text).toContain('Exchange Online said InsufficientPermissions (403)');
});

test('an approver who could not be reached can be replaced, step by step', () => {
  const lost = { ...askedApproval('mailbox'), undelivered: 'the app is blocked for this person' };
  const card = progressCard(withApproval(working(), 'mailbox', lost), now);
  expect(textOf(card)).toContain('Megan Bowen could not be reached in Teams: the app is blocked');
  expect(ofType(card, 'Input.Text').map((node) => node['id'])).toEqual(['who']);
  expect(ofType(card, 'Action.Execute')[0]).toMatchObject({
    verb: 'name-approver',
    data: { caseId: 'OFF-7K3QX', step: 'mailbox' },
  });
});

test('what was switched off is neither counted nor waited for', () => {
  const off = withApproval({ ...asked(), off: new Set(['mailbox', 'entra.block-sign-in']) }, 'mailbox', {
    status: 'off',
  });
  const text = textOf(progressCard(off, now));
  expect(text).toContain('26 changes');
  expect(text).toContain('left out');
});

test('a step asked again after drift says so', () => {
  const state = withStep(asked(), 'mailbox', (step) => ({ ...step, drift: { added: ['a'], gone: [] } }));
  expect(textOf(progressCard(state, now))).toContain(
    'The systems changed since the last approval: asked again',
  );
});

test('an undo shows what is back and offers no cancel', () => {
  const card = progressCard(undoing(), now);
  expect(textOf(card)).toContain('2 undone');
  expect(verbs(card)).toEqual([]);
});

test('the status of several cases says for whom each one waits, and opens them', () => {
  const card = statusCard([working(), attention()], now);
  expect(textOf(card)).toContain(
    'waits for Megan Bowen and an operator other than Alex Wilber: mailbox, data transfer and final cleanup',
  );
  expect(textOf(card)).toContain('needs attention');
  expect(verbs(card)).toEqual(['status', 'status']);
});

test('a case that a system holds up says which, what it said, when it is tried again, and offers to try now', () => {
  const card = progressCard(heldUp(), now);

  expect(textOf(card)).toContain('Entra ID said ServiceUnavailable (503)');
  expect(textOf(card)).toContain('Request id 8b1f0f1c-9a51-4f52-9e0b-0c7e5ad6a001');
  expect(textOf(card)).toContain('next at 14:10:30 UTC');
  expect(verbs(card)).toContain('retry');
  expect(textOf(statusCard([heldUp()], now))).toContain('on hold: Entra ID cannot be read');
  expect(verbs(progressCard(working(), now))).not.toContain('retry');
});

test('a hold that was asked to be tried now, or whose time has come, says so and stands until it is seen to be over', () => {
  const later = new Date('2026-11-24T14:10:31.000Z');
  for (const [state, at] of [
    [heldUp(), later],
    [{ ...heldUp(), heldUp: { ...heldUp().heldUp!, until: now.toISOString() } }, now],
  ] as const) {
    const card = progressCard(state, at);
    expect(textOf(card)).toContain('On hold');
    expect(textOf(card)).toContain('It is being tried again since');
    expect(textOf(card)).not.toContain('next at');
    expect(verbs(card)).not.toContain('retry');
  }
});

test('a step that waits says for which action of which step, and what holds that one up', () => {
  expect(textOf(progressCard(working(), now))).toContain(
    'approved by Alex Wilber, waits for “Convert the mailbox to a shared one” (mailbox: Megan Bowen is asked)',
  );
});

test('a step of which a part is done says what the rest waits for: a name, or its turn', () => {
  const text = textOf(progressCard(working(), now));
  expect(text).toContain('5 verified · 1 accepted, not seen yet · 1 running · 3 waiting');
  expect(text).toContain('the rest waits for its turn at Entra ID and Exchange Online');
});

test('what a rejected step would have changed does not wait: it is counted as rejected and can be asked once more', () => {
  const no = {
    ...approvedApproval('data-transfer'),
    status: 'rejected' as const,
    reason: 'Adele takes over.',
  };
  const card = progressCard(withApproval(working(), 'data-transfer', no), now);
  expect(textOf(card)).toContain('9 waiting · 2 rejected');
  expect(textOf(card)).toContain('2 changes of this step will not be made unless it is asked once more');
  expect(textOf(card)).toContain('(data transfer: rejected)');
  expect(ofType(card, 'Action.Execute')[0]).toMatchObject({
    verb: 'retry',
    title: 'Ask once more: data transfer',
    data: { caseId: 'OFF-7K3QX' },
  });
});

test('a canceled case waits for nobody on its progress card', () => {
  const text = textOf(progressCard(canceledHalf(), now));
  expect(text).not.toContain('waits');
  expect(text).not.toContain('waiting');
  expect(text).toContain('29 changes: 10 verified · 1 open · 18 not made');
});

test('a step of which only a part was put back is not called undone', () => {
  const words = (state: CaseState): unknown[] =>
    ofType(progressCard(state, now), 'TextBlock').map((node) => node['text']);
  const half = withChanges(partlyUndone(), 'mailbox', (change, index) =>
    index === 0 ? { ...change, status: 'verified' } : change,
  );
  expect(words(partlyUndone())).toContain('undone');
  expect(words(half)).toContain('partly undone');
  expect(words(half)).not.toContain('undone');
});
