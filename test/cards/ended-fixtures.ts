import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { erasedState } from '#bot/workflow/case/fold-erasure.ts';
import {
  alex,
  alterChanges,
  approvedApproval,
  asked,
  choosing,
  denied,
  openedAt,
  personRow,
  verified,
  withChanges,
  withStep,
} from './fixtures.ts';
import { changeOf } from './plan-fixture.ts';

/** Cases that ended, stopped or turned round, and the largest one. */

/** Everything approved and verified, then closed. */
export function complete(): CaseState {
  const base = asked();
  const steps = base.steps.map((step) =>
    alterChanges({ ...step, approval: approvedApproval(step.step) }, verified),
  );
  return {
    ...base,
    steps,
    status: 'closed',
    outcome: 'complete',
    sweep: { remaining: [], unreadable: [] },
    closedAt: '2026-11-24T14:21:40.000Z',
    lastAt: '2026-11-24T14:21:40.000Z',
  };
}

/** Years later somebody asks to erase it. */
export function erasureAsked(): CaseState {
  const state = complete();
  const { caseId } = state;
  return {
    ...state,
    subject: '0b6c8a9e-0000-4000-8000-000000000001',
    erasure: {
      stage: 'asked',
      askedBy: alex,
      askedAt: '2032-11-25T09:00:00.000Z',
      basis: 'GDPR Article 17',
      lead: caseId,
      cases: [caseId],
      hash: 'a'.repeat(64),
      deadline: '2032-11-28T09:00:00.000Z',
    },
  };
}

/** A second person has confirmed it, and the key is gone or not. */
export function erasing(stage: 'confirmed' | 'verified'): CaseState {
  const state = erasureAsked();
  const { erasure } = state;
  const confirmed = {
    confirmedBy: { id: 'i', name: 'Isaiah Langer' },
    confirmedAt: '2032-11-25T10:00:00.000Z',
  };
  const after = { ...state, ...(erasure && { erasure: { ...erasure, stage, ...confirmed } }) };
  return stage === 'verified' ? erasedState(after) : after;
}

/** Its key is gone, and nobody asked for that. */
export function lost(): CaseState {
  const { erasure: _none, ...state } = erasureAsked();
  return erasedState(state);
}

/** All that could be done is done; three things are open. */
export function attention(): CaseState {
  const { outcome: _outcome, closedAt: _closedAt, ...rest } = complete();
  let state: CaseState = { ...rest, status: 'attention' };
  state = withChanges(state, 'mailbox', (change, index) =>
    index === 0 ? { ...change, status: 'failed', error: denied } : change,
  );
  state = withChanges(state, 'licences', (change, index) =>
    index === 0 ? { ...change, status: 'waiting', attempts: 0 } : { ...change, status: 'applied' },
  );
  state = withStep(state, 'data-transfer', (step) => ({
    ...step,
    actions: step.actions.map((action) => ({
      ...action,
      changes: action.changes.map((change) => ({ ...change, status: 'waiting' as const, attempts: 0 })),
    })),
    approval: {
      ...approvedApproval('data-transfer'),
      status: 'rejected',
      reason: 'Adele Vance takes over, not I.',
    },
  }));
  return {
    ...state,
    sweep: {
      remaining: [
        {
          system: 'exchange',
          what: 'Mailbox jdoe@contoso.com is still a user mailbox',
          why: 'its conversion failed',
        },
      ],
      unreadable: [{ system: 'sharepoint', why: 'timeout' }],
    },
  };
}

export function unreadable(): CaseState {
  return {
    ...choosing(),
    status: 'unreadable',
    steps: [],
    revision: 0,
    unreadable: [
      { ...denied, operation: 'Get-Mailbox', message: 'Access denied.' },
      {
        system: 'active-directory',
        operation: 'search',
        code: 'unreachable',
        message: 'connect ECONNREFUSED 10.0.0.5:636',
      },
    ],
  };
}

export function empty(): CaseState {
  const state = choosing();
  const steps = state.steps.map((step) => ({
    ...step,
    actions: step.actions.map((action) => ({ ...action, changes: [] })),
  }));
  return { ...state, steps };
}

export function dryRun(): CaseState {
  return { ...choosing(), dryRun: true, status: 'closed', outcome: 'dry-run', closedAt: openedAt };
}

/** Canceled when two steps were done, with one change that nobody saw done and requests open. */
export function canceledHalf(): CaseState {
  let state: CaseState = asked();
  for (const id of ['directory-account', 'azure-access'] as const) {
    state = withStep(state, id, (step) =>
      alterChanges({ ...step, approval: approvedApproval(id) }, verified),
    );
  }
  state = withChanges(state, 'directory-account', (change, index) =>
    index === 1 ? { ...change, status: 'unknown' } : change,
  );
  const end = '2026-11-24T14:21:40.000Z';
  return { ...state, status: 'closed', outcome: 'canceled', closedAt: end, lastAt: end };
}

/** Somebody whom no Active Directory knows, without manager and mailbox. */
export function cloudOnly(): CaseState {
  const state = choosing();
  const steps = state.steps.map((step) =>
    step.step === 'directory-account' || step.step === 'mailbox' ? { ...step, actions: [] } : step,
  );
  return {
    ...state,
    steps,
    leaver: { ...personRow("zoe.o'neil"), mail: null, synced: false, directory: null, manager: null },
    choices: { mailbox: 'forward', successor: null },
  };
}

/** A plan as large as they come: `count` groups of a person who was everywhere, with long names. */
export function huge(count: number, from: CaseState = choosing()): CaseState {
  const name = (index: number): string =>
    `Remove from group ${String(index).padStart(3, '0')} Regional Sales Enablement and Customer Success Community EMEA-North`;
  const state = withStep(from, 'group-memberships', (step) => ({
    ...step,
    actions: step.actions.map((action) => ({
      ...action,
      changes: Array.from({ length: count }, (_, index) => ({
        ...changeOf(action.action, `g${index}`, name(index)),
        status: action.changes[0]?.status ?? 'waiting',
      })),
    })),
  }));
  const refs = state.steps.flatMap((step) =>
    step.actions.flatMap(({ irreversible, changes }) =>
      irreversible === undefined ? changes.map(({ ref }) => ref) : [],
    ),
  );
  return state.undo ? { ...state, undo: { ...state.undo, refs } } : state;
}

/** A case in which nothing worked. */
export function allFailed(from: CaseState): CaseState {
  const failed = (change: ChangeState): ChangeState => ({
    ...change,
    status: 'failed',
    attempts: 3,
    error: denied,
  });
  const steps = from.steps.map((step) =>
    alterChanges({ ...step, approval: approvedApproval(step.step) }, failed),
  );
  return { ...attention(), steps };
}
