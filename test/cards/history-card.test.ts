import { expect, test } from 'vitest';
import { choosePersonCard } from '#cards/choose-person-card.ts';
import { helpCard } from '#cards/help-card.ts';
import { historyCard } from '#cards/history-card.ts';
import { choosing, johnDoe } from './fixtures.ts';
import { historyOf } from './history-fixture.ts';
import { ofType, textOf } from './nodes-of.ts';

const entries = historyOf(choosing());

test('an entry says what happened, with which result, when in UTC, by whom and in which step', () => {
  const text = textOf(
    historyCard({ title: 'John Doe', entries, next: null, query: { caseId: 'OFF-7K3QX' } }),
  );
  expect(text).toContain('Disable the AD account jdoe\n  verified');
  expect(text).toContain('2026-11-24 14:05:52 · Alex Wilber · Active Directory account');
  expect(text).toContain('InsufficientPermissions (403)');
  expect(text).toContain('request id 1f6dd4a1');
});

test('the next page is asked for with the same question', () => {
  const query = { leaverId: johnDoe().id };
  const [button] = ofType(historyCard({ title: 'John Doe', entries, next: 'k2', query }), 'Action.Execute');
  expect(button).toMatchObject({ verb: 'history', data: { ...query, page: 'k2' } });
});

test('the last page has no button for another one', () => {
  expect(ofType(historyCard({ title: 'x', entries, next: null, query: {} }), 'Action.Execute')).toEqual([]);
});

test('namesakes are told apart on their buttons', () => {
  const candidates = ['chris.green', 'chris.green2'].map((name, index) => ({
    id: `e0000000-0000-4000-8000-00000000001${index}`,
    name: 'Chris Green',
    upn: `${name}@contoso.com`,
  }));
  const buttons = ofType(
    choosePersonCard({ query: 'chris green', candidates, dryRun: true }),
    'Action.Execute',
  );
  expect(buttons.map((node) => node['title'])).toEqual([
    'Dry run: chris.green@contoso.com',
    'Dry run: chris.green2@contoso.com',
  ]);
  expect(buttons[1]).toMatchObject({
    data: { leaverId: candidates[1]?.id, dryRun: true, query: 'chris green' },
  });
});

test('nobody is said to have no manager beside words that name one', () => {
  const chris = { id: 'c1', name: 'Chris Green', upn: 'cgreen@contoso.com', accountName: 'cgreen' };
  const title = 'From Active Directory, reports to Megan Bowen';
  const card = choosePersonCard({ query: 'chris', candidates: [{ ...chris, title }], dryRun: false });
  expect(textOf(card)).toContain(`${title} · AD account cgreen`);
  expect(textOf(card)).not.toContain('no manager');
});

test('help shows each role the commands it may use and no other', () => {
  const of = (...roles: ('operator' | 'auditor')[]): string => textOf(helpCard({ roles: new Set(roles) }));
  expect(of('operator')).toContain('/offboard jdoe');
  expect(of('auditor')).toContain('/history jdoe');
  expect(of('auditor')).not.toContain('/offboard');
  expect(of()).toContain('/approve');
  expect(of()).not.toMatch(/\/(offboard|history|undo|cancel)/);
});
