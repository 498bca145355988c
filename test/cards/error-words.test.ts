import { expect, test } from 'vitest';
import { errorAdvice } from '#cards/error-words.ts';

const moved = {
  system: 'active-directory',
  operation: 'move',
  code: '68/00002071',
  message: 'the target OU already has an object of this name',
};

test.each(['68', '68/00002071'])(
  'who moves onto a taken name (%s) is told to rename one of the two',
  (code) => {
    const advice = errorAdvice({ ...moved, code });
    expect(advice).toContain('already in the OU for disabled users');
    expect(advice).toContain('rename or move one of the two, then “Try again”');
  },
);

test('an undo that meets a taken name says it of the OU the account came from', () => {
  const advice = errorAdvice(moved, { undoing: true, again: 'ask for the undo once more' });
  expect(advice).toContain('already in the OU the account came from');
  expect(advice).toContain('ask for the undo once more');
});

test('another failure of a move, and a taken name elsewhere, are not blamed on the OU', () => {
  expect(errorAdvice({ ...moved, code: '53' })).not.toContain('OU');
  expect(errorAdvice({ ...moved, operation: 'modify member' })).not.toContain('OU');
});
