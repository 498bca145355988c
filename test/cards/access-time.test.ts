import { expect, test } from 'vitest';
import { accessTime } from '#cards/access-time.ts';
import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { complete } from './ended-fixtures.ts';

const blocks: readonly string[] = ['ad.disable-account', 'entra.block-sign-in'];

/** The case of somebody whose sign-in had been blocked before: nothing to block was found. */
function blockedBefore(state: CaseState): CaseState {
  return altered(state, (action, changes) => (blocks.includes(action) ? [] : changes));
}

function withSessions(state: CaseState, status: ChangeState['status']): CaseState {
  return altered(state, (action, changes) =>
    action === 'entra.revoke-sessions' ? changes.map((change) => ({ ...change, status })) : changes,
  );
}

type Alter = (action: string, changes: readonly ChangeState[]) => readonly ChangeState[];

function altered(state: CaseState, alter: Alter): CaseState {
  const steps = state.steps.map((step) => {
    const actions = step.actions.map((one) => ({ ...one, changes: alter(one.action, one.changes) }));
    return { ...step, actions };
  });
  return { ...state, steps };
}

const sessionsOpen =
  'but it is not verified that sessions were ended: where the person is signed in, access may last.';

test('who was blocked already is not said to be able to sign in because sessions are not verified', () => {
  expect(accessTime(withSessions(blockedBefore(complete()), 'unknown'))).toBe(
    `Sign-in was blocked already, ${sessionsOpen}`,
  );
});

test('a verified block stays verified when only sessions are not', () => {
  expect(accessTime(withSessions(complete(), 'applied'))).toBe(`Sign-in is blocked, ${sessionsOpen}`);
});

test('a block that was found and not made by the case gets no time of its own', () => {
  expect(accessTime(blockedBefore(complete()))).toBe(
    'Sign-in was blocked already; sessions ended 1 min 42 s after the case was opened, 21 s after approval.',
  );
});

test('a block that the operator switched off is not called one that was there', () => {
  const state = { ...complete(), off: new Set(blocks) };
  expect(accessTime(withSessions(state, 'failed'))).toBe(`Blocking sign-in was left out, ${sessionsOpen}`);
});

/** The case whose step was approved at another time than the others. */
function approvedAt(step: string, decidedAt: string): CaseState {
  const state = complete();
  const steps = state.steps.map((one) =>
    one.step === step ? { ...one, approval: { ...one.approval, decidedAt } } : one,
  );
  return { ...state, steps };
}

test('how long the block took is counted from the yes to the step that blocks, not to another one', () => {
  const words = accessTime(complete());
  const since = /[^,]* after approval\./.exec(words)![0];

  expect(accessTime(approvedAt('directory-account', complete().closedAt!))).toContain(since);
});

test('a yes that was given after the block says nothing of how long it took', () => {
  expect(accessTime(approvedAt('azure-access', complete().closedAt!))).toMatch(
    /^Sign-in blocked .* after the case was opened\.$/,
  );
});

test('a block whose undo could not begin is still a block', () => {
  const waiting = altered(complete(), (action, changes) =>
    action === 'entra.block-sign-in'
      ? changes.map((change) =>
          Object.assign({}, change, {
            status: 'undo-failed',
            seenAt: change.outcomeAt,
            intentAt: change.outcomeAt,
          }),
        )
      : changes,
  );
  const begun = altered(waiting, (action, changes) =>
    action === 'entra.block-sign-in'
      ? changes.map((change) => Object.assign({}, change, { intentAt: '2026-11-24T15:00:00.000Z' }))
      : changes,
  );

  expect(accessTime(waiting)).toContain('Sign-in blocked');
  expect(accessTime(begun)).toContain('not verified as blocked');
});
