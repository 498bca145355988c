import { expect, test } from 'vitest';
import { approvalCard } from '#cards/approval-card.ts';
import { changesCard } from '#cards/changes-card.ts';
import { huge } from './ended-fixtures.ts';
import { alex, approvedApproval, asked, askedApproval, megan, withApproval, withStep } from './fixtures.ts';
import { ofType, textOf } from './nodes-of.ts';
import { changeOf } from './plan-fixture.ts';

const titles = (card: unknown): unknown[] => ofType(card, 'Action.Execute').map((node) => node['title']);

test('the approver reads who asks, for whom, what exactly, until when and why them', () => {
  const text = textOf(approvalCard(asked(), 'mailbox'));
  for (const words of [
    'Alex Wilber asks',
    'John Doe',
    'Convert jdoe@contoso.com to a shared mailbox',
    'Forward new mail to Megan Bowen',
    'Wed 25 Nov, 14:06 UTC',
    'the manager of John Doe confirms this step',
  ]) {
    expect(text).toContain(words);
  }
});

test('the reason why somebody else is asked is on the card', () => {
  const approval = {
    ...askedApproval('final-cleanup'),
    because: 'John Doe has no manager in the directory.',
  };
  const text = textOf(approvalCard(withApproval(asked(), 'final-cleanup', approval), 'final-cleanup'));
  expect(text).toContain('a second operator confirms this step (four eyes). John Doe has no manager');
});

test('both buttons name what they decide, and are bound to the changes on the card', () => {
  const card = approvalCard(asked(), 'mailbox');
  expect(titles(card)).toEqual(['Approve: mailbox — John Doe', 'Reject: mailbox — John Doe']);
  const hash = asked().steps.find((step) => step.step === 'mailbox')?.hash;
  for (const node of ofType(card, 'Action.Execute')) {
    expect(node['data']).toEqual({ caseId: 'OFF-7K3QX', step: 'mailbox', hash });
  }
});

test('rejecting asks for a reason, approving does not', () => {
  const card = approvalCard(asked(), 'mailbox');
  expect(ofType(card, 'Input.Text')).toMatchObject([{ id: 'reason', isRequired: true }]);
  expect(ofType(card, 'Action.Execute').map((node) => node['associatedInputs'])).toEqual(['none', undefined]);
});

test('what cannot be undone stands before the answer, with its reason', () => {
  const text = textOf(approvalCard(asked(), 'azure-access'));
  expect(text).toContain('1 cannot be undone');
  expect(text).toContain('Ended sessions stay ended');
});

test('a step that changed since it was approved shows what is different', () => {
  const state = withStep(asked(), 'mailbox', (step) => ({
    ...step,
    drift: { added: ['Group A'], gone: ['Group B'] },
  }));
  const text = textOf(approvalCard(state, 'mailbox'));
  expect(text).toContain('New: Group A');
  expect(text).toContain('No longer so: Group B');
});

test('a card made for other changes takes no answer, however the step stands now', () => {
  const state = withStep(asked(), 'mailbox', (step) => ({
    ...step,
    drift: { added: ['Group A'], gone: [] },
  }));
  const card = approvalCard(state, 'mailbox', 'f'.repeat(64));
  expect(titles(card)).toEqual([]);
  expect(textOf(card)).toContain('No longer valid: the systems changed');
  expect(textOf(card)).toContain('New: Group A');
});

test.each([
  [
    'Approved by Megan Bowen on Tue 24 Nov, 14:06 UTC',
    withApproval(asked(), 'mailbox', approvedApproval('mailbox')),
  ],
  [
    'Reason: She is only on leave.',
    withApproval(asked(), 'mailbox', {
      ...askedApproval('mailbox'),
      status: 'rejected',
      decidedBy: megan,
      decidedAt: '2026-11-24T14:06:30.000Z',
      reason: 'She is only on leave.',
    }),
  ],
  [
    'Nobody answered until Wed 25 Nov, 14:06 UTC.',
    withApproval(asked(), 'mailbox', { ...askedApproval('mailbox'), status: 'expired' }),
  ],
  ['The case was canceled', { ...asked(), status: 'closed' as const, outcome: 'canceled' as const }],
  ['This request was withdrawn', withApproval(asked(), 'mailbox', { status: 'none' })],
])('a request that is over says "%s" and has no buttons', (words, state) => {
  const card = approvalCard(state, 'mailbox');
  expect(textOf(card)).toContain(words);
  expect(titles(card)).toEqual([]);
  expect(ofType(card, 'Input.Text')).toEqual([]);
});

test('a long list stays short until it is opened, and loses nothing that fits', () => {
  const card = approvalCard(asked(), 'group-memberships');
  for (const what of ['Sales EMEA', 'Intranet readers', 'Power BI viewers'])
    expect(textOf(card)).toContain(what);
  const many = approvalCard(huge(200, asked()), 'group-memberships');
  expect(textOf(many)).toMatch(/Show \d+ more/);
  expect(textOf(many)).toContain('Read in full: 600 changes');
});

test('a line that is cut at its end is offered in full, as one that is left out', () => {
  const long = `Move to ${'OU=A rather long name of a unit,'.repeat(12)}DC=contoso,DC=com`;
  const state = withStep(asked(), 'mailbox', (step) => ({
    ...step,
    actions: step.actions.map((action) => ({ ...action, changes: [changeOf('x', 'y', long)] })),
  }));

  expect(textOf(approvalCard(state, 'mailbox'))).not.toContain(long);
  expect(textOf(approvalCard(state, 'mailbox'))).toContain('Read in full: 2 changes');
  expect(textOf(changesCard(state, 'mailbox', 0))).toContain(long);
});

test.each([
  ['mailbox', 'asks to settle what becomes of the mailbox'],
  ['data-transfer', 'asks to hand over files and ownership'],
  ['azure-access', 'asks to block the sign-in and remove this access'],
] as const)('the request for %s says what is done there', (step, words) => {
  expect(textOf(approvalCard(asked(), step))).toContain(words);
});

test('who is asked again after a no reads who said it, when and why', () => {
  const state = withStep(asked(), 'mailbox', (step) => ({
    ...step,
    rejected: { by: megan, at: '2026-11-24T14:05:09.123Z', reason: 'She is only on leave.' },
  }));

  expect(textOf(approvalCard(state, 'mailbox'))).toMatch(
    /by Megan Bowen on Tue 24 Nov, 14:05 UTC: She is only on leave\.\nRejected before/,
  );
});

test('a step that the case does not have is a fault, not an empty card', () => {
  expect(() => approvalCard({ ...asked(), steps: [] }, 'mailbox')).toThrow('OFF-7K3QX has no step mailbox');
});

test('an operator who confirms by the settings is not told of a manager', () => {
  expect(askedApproval('licences').approver).toEqual(alex);
  expect(textOf(approvalCard(asked(), 'licences'))).toContain('an operator confirms this step');
});
