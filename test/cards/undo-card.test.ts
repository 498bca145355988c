import { expect, test } from 'vitest';
import { undoCard } from '#cards/undo-card.ts';
import { denied, withChanges } from './fixtures.ts';
import { textOf } from './nodes-of.ts';
import { undoAsked, undoing, undoNeedsMore } from './undo-fixtures.ts';

test('the card of an undo of one part says how much of the case it is', () => {
  expect(textOf(undoCard(undoAsked()))).toContain('asks to put back what this case changed.');
  expect(textOf(undoCard(undoNeedsMore()))).toContain('asks to put back 8 changes of this case: ');
});

test('the card of an undo says of what could not be taken back what the system said, and its request id', () => {
  const failed = withChanges(undoing(), 'directory-account', (change) => ({
    ...change,
    status: 'undo-failed',
    error: denied,
  }));
  const [, after] = textOf(undoCard(failed)).split('Could not be taken back');

  expect(after).toContain(`said ${denied.code} (403)`);
  expect(after).toContain(denied.requestId);
});
