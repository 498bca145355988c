import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { attention, complete } from './ended-fixtures.ts';
import { alex, alterChanges, denied, withChanges } from './fixtures.ts';

/** Cases of which something is asked back, being put back, or was. */

export function undoAsked(): CaseState {
  const state = complete();
  const refs = state.steps.flatMap((step) =>
    step.actions
      .filter((action) => action.irreversible === undefined)
      .flatMap((action) => action.changes.map((change) => change.ref)),
  );
  return {
    ...state,
    status: 'undo-asked',
    before: 'closed',
    undo: {
      refs,
      hash: 'b'.repeat(64),
      whole: true,
      askedBy: alex,
      askedAt: '2026-11-24T15:02:11.000Z',
      confirmed: false,
    },
  };
}

/** Of the step Azure access only, of which one change needs the AD account back first. */
export function undoNeedsMore(): CaseState {
  const state = undoAsked();
  const refs = state.undo!.refs.filter((ref) => /^(azure|entra\.(remove-(app|consents)))/.test(ref));
  const signIn = 'entra.block-sign-in/entra.block-sign-in-0';
  const account = 'ad.disable-account/ad.disable-account-0';
  const wider = { refs: [...refs, account, signIn], hash: 'c'.repeat(64) };
  const waiting = [{ ref: signIn, first: [account] }];
  return { ...state, undo: { ...state.undo!, refs, whole: false, waiting, wider } };
}

/** Of one change, which needs back first what cannot come back. */
export function undoImpossible(): CaseState {
  const { undo, ...state } = undoNeedsMore();
  const { wider: _wider, ...asked } = undo!;
  const ended = 'entra.revoke-sessions/entra.revoke-sessions-0';
  const waiting = [{ ref: undo!.waiting![0]!.ref, first: [ended] }];
  return { ...state, undo: { ...asked, refs: [], waiting } };
}

export function undoing(): CaseState {
  const { outcome: _outcome, closedAt: _closedAt, ...rest } = undoAsked();
  const state: CaseState = { ...rest, status: 'undoing', undo: { ...rest.undo!, confirmed: true } };
  return withChanges(withChanges(state, 'mailbox', undoneChange), 'directory-account', (change, index) =>
    index === 0 ? { ...change, status: 'undo-intended' } : change,
  );
}

export function undone(): CaseState {
  const state = undoAsked();
  const refs = new Set(state.undo!.refs);
  const back = (change: ChangeState): ChangeState => (refs.has(change.ref) ? undoneChange(change) : change);
  const steps = state.steps.map((step) => alterChanges(step, back));
  return { ...state, steps, status: 'closed', outcome: 'undone' };
}

/** One step of a complete case was asked back and is. */
export function partlyUndone(): CaseState {
  const state = withChanges(complete(), 'mailbox', undoneChange);
  const { sweep: _gone, ...rest } = state;
  return { ...rest, outcome: 'partly-undone', undo: undoOf(state, 'exchange.convert', 'exchange.forward') };
}

/** All was asked back; a change failed, one was left alone, and one waits for the failed one. */
export function undoFailed(): CaseState {
  const { sweep: _gone, ...rest } = undone();
  const state: CaseState = { ...rest, outcome: 'incomplete', undo: { ...rest.undo!, confirmed: true } };
  const withFailure = withChanges(state, 'directory-account', (change, index) =>
    index === 0
      ? { ...change, status: 'undo-failed', error: { ...denied, system: 'active-directory' } }
      : change,
  );
  return withChanges(withFailure, 'azure-access', (change, index) => {
    if (index === 0) {
      const reason = 'Not begun: this must be put back first: “Disable the account”.';
      return { ...change, status: 'undo-failed', reason };
    }
    const reason = 'Left alone: somebody else has changed it since.';
    return index === 2 ? { ...change, status: 'undo-skipped', reason } : change;
  });
}

/** The mailbox step of an open case was asked back; one of two could not be. */
export function attentionAfterUndo(): CaseState {
  const { sweep: _gone, ...rest } = attention();
  const state = withChanges(rest, 'mailbox', (change, index) =>
    index === 0 ? { ...change, status: 'undo-failed', error: denied } : undoneChange(change),
  );
  return { ...state, undo: undoOf(state, 'exchange.convert', 'exchange.forward') };
}

function undoOf(state: CaseState, ...actions: readonly string[]): NonNullable<CaseState['undo']> {
  const refs = state.steps
    .flatMap((step) => step.actions.flatMap((action) => action.changes.map(({ ref }) => ref)))
    .filter((ref) => actions.some((one) => ref.startsWith(one)));
  return { ...undoAsked().undo!, refs, whole: false, confirmed: true };
}

function undoneChange(change: ChangeState): ChangeState {
  return { ...change, status: 'undone' };
}
