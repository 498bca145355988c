import { expect, test } from 'vitest';
import { openItems } from '#cards/open-items.ts';
import { attention } from './ended-fixtures.ts';
import { withChanges } from './fixtures.ts';

const taken = {
  system: 'active-directory',
  operation: 'move',
  code: '68/00002071',
  message: 'the target OU already has an object of this name',
};

test('a move and its undo that met a taken name are advised each in their own words', () => {
  const adviceOf = (status: 'failed' | 'undo-failed'): string | undefined => {
    const state = withChanges(attention(), 'directory-account', (change, index) =>
      index === 1 ? { ...change, status, error: taken } : change,
    );
    return openItems(state).find(({ what }) => what.startsWith('Move'))?.advice;
  };
  expect(adviceOf('failed')).toContain('the OU for disabled users');
  expect(adviceOf('undo-failed')).toContain('the OU the account came from');
});

test('a change that was not started says which action, of which step, it waits for', () => {
  const after = ['exchange.convert-to-shared', 'ad.disable-account'];
  const state = withChanges(attention(), 'licences', (change) => ({
    ...change,
    status: 'waiting',
    change: { ...change.change, after },
  }));
  const advice = (of: typeof state): string | undefined =>
    openItems(of).find(({ what }) => what.startsWith('Remove licence'))?.advice;
  expect(advice(state)).toBe(
    'Was not started: it waits for “Convert the mailbox to a shared one” (mailbox: needs attention) and “Give the successor access to OneDrive” (data transfer: rejected).',
  );
  expect(advice({ ...state, off: new Set(['exchange.convert-to-shared']) })).toBe(
    'Was not started: it waits for “Give the successor access to OneDrive” (data transfer: rejected).',
  );
});
