import { expect, test } from 'vitest';
import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { signInAgain } from '#cards/sign-in-again.ts';
import { actionAt, caseAt, changeAt, noon, stepAt } from '#test/set-up/case-at.ts';

type Block = 'ad.disable-account' | 'entra.block-sign-in';

const directory = { guid: 'g', dn: 'CN=John Doe', accountName: 'jdoe' } as unknown as NonNullable<
  CaseState['leaver']['directory']
>;

function after(blocks: Partial<Record<Block, Partial<ChangeState>>>, synced = true): CaseState {
  const actions = Object.entries(blocks).map(([id, more]) => actionAt(id, changeAt(`${id}/a`, more)));
  const base = caseAt();
  const leaver = { ...base.leaver, directory: synced ? directory : null };
  return { ...base, leaver, steps: [stepAt({ actions, approval: { status: 'approved' } })] };
}

const back = { status: 'undone' } as const;
const shut = { status: 'verified', seenAt: noon } as const;

test('a person whose every block was read back as gone can sign in again', () => {
  expect(signInAgain(after({ 'ad.disable-account': back, 'entra.block-sign-in': back }))).toContain(
    'The person can sign in again',
  );
  expect(signInAgain(after({ 'entra.block-sign-in': back }, false))).toContain('can sign in again');
});

test('a block that the case did not make is not called gone', () => {
  expect(signInAgain(after({ 'ad.disable-account': back }))).toBe(
    'Sign-in: possible again in Active Directory; not changed by this case in Entra ID.',
  );
});

test('what was not read back, or was changed by somebody else, is called neither open nor blocked', () => {
  const words = (status: ChangeState['status']) =>
    signInAgain(after({ 'ad.disable-account': { status }, 'entra.block-sign-in': shut }));
  expect(words('undo-applied')).toBe(
    'Sign-in: perhaps possible again in Active Directory; still blocked in Entra ID.',
  );
  expect(words('undo-skipped')).toContain('changed by somebody else since in Active Directory');
});

test('an undo that touched no block says nothing of sign-in', () => {
  expect(signInAgain(after({ 'ad.disable-account': shut, 'entra.block-sign-in': shut }))).toBeNull();
  expect(signInAgain(after({ 'entra.block-sign-in': { ...shut, status: 'undo-failed' } }, false))).toBeNull();
});
