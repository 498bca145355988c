import { expect, test } from 'vitest';
import { resultCard } from '#cards/result-card.ts';
import { undoCard } from '#cards/undo-card.ts';
import { attention, canceledHalf, complete, dryRun } from './ended-fixtures.ts';
import { asked, withChanges } from './fixtures.ts';
import { ofType, textOf } from './nodes-of.ts';
import {
  attentionAfterUndo,
  partlyUndone,
  undoAsked,
  undoFailed,
  undoing,
  undone,
  undoNeedsMore,
} from './undo-fixtures.ts';

const verbs = (card: unknown): unknown[] => ofType(card, 'Action.Execute').map((node) => node['verb']);

test('a complete case says how fast sign-in was blocked and that the sweep found nothing', () => {
  const text = textOf(resultCard(complete()));
  expect(text).toContain('Complete');
  expect(text).toContain('Sign-in blocked 1 min 42 s after the case was opened, 21 s after approval.');
  expect(text).toContain('read every system again and found no access left');
});

test('a case is never called complete while a change of it is not verified', () => {
  const state = withChanges(complete(), 'licences', (change) => ({ ...change, status: 'applied' }));
  const text = textOf(resultCard(state));
  expect(text).not.toContain('Complete');
  expect(text).toContain('Not complete: 2 changes open');
});

test('sign-in counts as blocked only when every door is verified', () => {
  const state = withChanges(complete(), 'directory-account', (change) => ({ ...change, status: 'unknown' }));
  expect(textOf(resultCard(state))).toContain('Sign-in is not verified as blocked');
});

test('each open point comes with the system’s error, its request id and what to do', () => {
  const text = textOf(resultCard(attention()));
  expect(text).toContain('Convert jdoe@contoso.com to a shared mailbox: failed');
  expect(text).toContain('InsufficientPermissions (403)');
  expect(text).toContain('Request id 1f6dd4a1');
  expect(text).toContain('Rejected by Megan Bowen: Adele Vance takes over, not I.');
  expect(text).toContain(
    'Was not started: it waits for “Convert the mailbox to a shared one” (mailbox: needs attention)',
  );
});

test('access that the sweep found, and what it could not read, is listed', () => {
  const text = textOf(resultCard(attention()));
  expect(text).toContain('Mailbox jdoe@contoso.com is still a user mailbox (its conversion failed)');
  expect(text).toContain('SharePoint: could not be read (timeout)');
  expect(text).not.toContain('read every system again');
});

test('without a sweep nothing is said about other access', () => {
  const { sweep: _sweep, ...state } = complete();
  expect(textOf(resultCard(state))).toContain('whether other access is left is unknown');
});

test('what can be pressed depends on what is left to do', () => {
  expect(verbs(resultCard(attention()))).toEqual(['retry', 'cancel', 'undo', 'history']);
  expect(verbs(resultCard(complete()))).toEqual(['undo', 'history']);
  expect(verbs(resultCard(dryRun()))).toEqual(['history']);
  expect(verbs(resultCard(undone()))).toEqual(['history']);
});

test('a case canceled before anything was sent has nothing open', () => {
  const text = textOf(resultCard({ ...asked(), status: 'closed', outcome: 'canceled' }));
  expect(text).toContain('Nothing was changed.');
  expect(text).not.toContain('Still open');
});

test('an undo that did not bring everything back is not called undone', () => {
  const state = withChanges(undone(), 'mailbox', (change) => ({ ...change, status: 'undo-failed' }));
  const text = textOf(
    resultCard({ ...state, outcome: 'incomplete', undo: { ...state.undo!, confirmed: true } }),
  );
  expect(text).toContain('Undo not complete: 2 changes open');
});

test('a case of which a part was put back is called neither undone nor complete', () => {
  const state = withChanges(complete(), 'mailbox', (change) => ({ ...change, status: 'undone' }));
  const undo = { ...undoAsked().undo!, confirmed: true };
  const text = textOf(resultCard({ ...state, undo, outcome: 'partly-undone' }));
  expect(text).toContain('Partly undone');
  expect(text).toContain('2 changes put back and read again; 27 stay done.');
  expect(text).not.toContain('Complete');
});

test('an undo that left the case open hides nothing else that is open', () => {
  const undo = { ...undoAsked().undo!, confirmed: true };
  const text = textOf(resultCard({ ...attention(), undo }));
  expect(text).toContain('Convert jdoe@contoso.com to a shared mailbox: failed');
});

test('an undo that was taken and is not seen yet is to be asked for again, not tried again', () => {
  const state = withChanges(undone(), 'mailbox', (change) => ({ ...change, status: 'undo-applied' }));
  const text = textOf(
    resultCard({ ...state, outcome: 'incomplete', undo: { ...state.undo!, confirmed: true } }),
  );
  expect(text).toContain('does not show it yet');
  expect(text).toContain('ask for the undo once more: /undo OFF-7K3QX');
  expect(text).not.toContain('Try again');
});

test('the undo card lists what is taken back and, apart from it, what cannot be', () => {
  const card = undoCard(undoAsked());
  const [before, after] = textOf(card).split('Cannot be taken back');
  expect(before).toContain('Disable the AD account jdoe');
  expect(before).not.toContain('Revoke all refresh tokens');
  expect(after).toContain('Revoke all refresh tokens and sessions: Ended sessions stay ended');
  expect(ofType(card, 'Action.Execute').map((node) => node['title'])).toEqual([
    'Undo 28 changes for John Doe',
    'Keep as it is',
  ]);
});

test('the undo card says what is not possible by itself, what must be back first, and offers both in one', () => {
  const card = undoCard(undoNeedsMore());
  const [back, later] = textOf(card).split('Not by itself');
  expect(back).toContain('Remove access to Salesforce');
  expect(back).not.toContain('Block sign-in');
  expect(later).toContain('needs Active Directory account (1 change) back first');
  expect(later?.split('Will be taken back as well, if you choose all in one')[1]).toContain(
    'Disable the AD account jdoe',
  );
  expect(ofType(card, 'Action.Execute').map(({ title, data }) => [title, data])).toMatchObject([
    ['Undo 7 changes for John Doe', { hash: 'b'.repeat(64) }],
    ['Undo 9 changes in one for John Doe', { hash: 'c'.repeat(64) }],
    ['Keep as it is', {}],
  ]);
});

test('an undo of which nothing is possible by itself can only be confirmed with what it needs', () => {
  const state = undoNeedsMore();
  const card = undoCard({ ...state, undo: { ...state.undo!, refs: [] } });
  expect(verbs(card)).toEqual(['undo-confirm', 'undo-decline']);
  expect(textOf(card)).not.toContain('Undo 0');
});

test('the undo card’s button names the changes that the card shows', () => {
  const state = undoAsked();
  const [confirm] = ofType(undoCard(state), 'Action.Execute');
  expect(confirm).toMatchObject({ verb: 'undo-confirm', data: { hash: state.undo!.hash } });
});

test('an undo of one step names it, and takes back nothing of the others', () => {
  const state = undoAsked();
  const refs = state.undo!.refs.filter((ref) => ref.startsWith('exchange.'));
  const text = textOf(undoCard({ ...state, undo: { ...state.undo!, refs: refs.slice(-2) } }));
  expect(text).toContain('changed: mailbox.');
  expect(text).not.toContain('Disable the AD account');
});

test('an undo that was answered takes no second answer', () => {
  expect(verbs(undoCard(undoing()))).toEqual([]);
  expect(textOf(undoCard(undoing()))).toContain('Undo confirmed');
});

test('the undo card calls nothing taken back that was not read back', () => {
  const back = (card: unknown): string => textOf(card).split('Taken back and read back')[1] ?? '';
  expect(textOf(undoCard(undoAsked()))).toContain('Will be taken back\n');
  expect(textOf(undoCard(undoAsked()))).not.toContain('Taken back');
  expect(textOf(undoCard(undoing()))).toContain('Being taken back\n');
  expect(back(undoCard(undoing()))).not.toContain('Disable the AD account');
  const ended = textOf(undoCard(undoFailed()));
  expect(ended).toContain('Could not be taken back\n');
  expect(ended).not.toContain('Being taken back');
});

/** The figure over a label. */
function figure(card: unknown, label: string): unknown {
  const texts = ofType(card, 'TextBlock').map((node) => node['text']);
  return texts[texts.indexOf(label) - 1];
}

test('a canceled case says of each change whether it was made, and whether it can be undone', () => {
  const card = resultCard(canceledHalf());
  const text = textOf(card);
  expect(text).toContain('10 changes made, which stay done: 9 can be undone, 1 cannot be undone.');
  expect(text).toContain('1 change sent and not seen to be done. 18 changes not made.');
  expect(figure(card, 'not made')).toBe('18');
  const [, notMade = '', made = '', forGood = ''] = text.split(
    /\n(?:Not made|Made, can be undone|Made, cannot be undone)\n/,
  );
  expect(notMade).toContain('Mailbox: Convert jdoe@contoso.com to a shared mailbox');
  expect(made).toContain('Azure access: Block sign-in');
  expect(made).not.toContain('Revoke all refresh tokens');
  expect(forGood).toContain('Revoke all refresh tokens and sessions: Ended sessions stay ended');
});

test('a canceled case says whether the person can still sign in, and that no sweep has run', () => {
  const text = textOf(resultCard(canceledHalf()));
  expect(text).toContain('Sign-in blocked');
  expect(text).toContain('The closing sweep has not run');
  expect(textOf(resultCard({ ...asked(), status: 'closed', outcome: 'canceled' }))).toContain(
    'Sign-in is not verified as blocked',
  );
});

test('what a canceled case sent and did not see done cannot be tried again there', () => {
  expect(textOf(resultCard(canceledHalf()))).toContain('open a new case with /offboard');
  expect(textOf(resultCard(canceledHalf()))).not.toContain('Try again');
});

test('an undo that is only asked leaves the result as it stands, says who asks, and can be withdrawn there', () => {
  const card = resultCard(undoAsked());
  expect(textOf(card)).toContain('Complete\nEvery change was made and read back.');
  expect(textOf(card)).toContain('Alex Wilber asks to undo 28 changes');
  expect(verbs(card)).toEqual(['undo-decline', 'history']);
});

test('an undo under way says how far it is, and nothing of an open case', () => {
  const card = resultCard(undoing());
  expect(textOf(card)).toContain('2 of 28 changes put back and read again. Alex Wilber said yes to it.');
  expect(figure(card, 'still to undo')).toBe('26');
  expect(textOf(card)).not.toMatch(/Not complete|stays open|\bopen\b|sweep/);
  expect(verbs(card)).toEqual(['history']);
});

test('after an undo of a part the sweep is said not to have run since, and the doors that stay shut are named', () => {
  const text = textOf(resultCard(partlyUndone()));
  expect(text).toContain('No closing sweep has run since the undo');
  expect(text).toContain('Sign-in blocked');
  expect(text).not.toContain('The closing sweep has not run');
});

test('an undo with failures says how many, why, and the line to type, not what an open case says', () => {
  const text = textOf(resultCard(undoFailed()));
  expect(text).toContain('Undo not complete: 2 changes open');
  expect(text).toContain(
    '25 changes put back and read again, 1 left alone because somebody else changed it since',
  );
  expect(text).toContain('Block sign-in to Microsoft 365 and Azure: not put back');
  expect(text).toContain('ask for the undo once more: /undo OFF-7K3QX');
  expect(text).not.toMatch(/closed like this|stays open|Try again/);
});

test('an undo of a part that failed in an open case names the step to ask for, and leaves the rest to be tried again', () => {
  const text = textOf(resultCard(attentionAfterUndo()));
  expect(text).toContain('The undo has ended: 1 change put back and read again, 1 of 2 could not be.');
  expect(text).toContain('/undo OFF-7K3QX mailbox');
  expect(verbs(resultCard(attentionAfterUndo()))).toContain('retry');
});
