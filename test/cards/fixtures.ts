import type { StepId } from '#providers/action.ts';
import { personOf, sidOf } from '#providers/sandbox/people.ts';
import type { CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';
import type { LoggedError } from '#storage/entry.ts';
import { actionOf, planRows } from './plan-fixture.ts';

/** Cases at every moment of their way, as the cards get them. */

export const now = new Date('2026-11-24T14:09:41.000Z');
export const openedAt = '2026-11-24T14:05:09.123Z';
const approvedAt = '2026-11-24T14:06:30.000Z';
const doneAt = '2026-11-24T14:06:51.000Z';

export const alex = actorOf('alexw');
const isaiah = actorOf('isaiahl');
export const megan = actorOf('meganb');

function actorOf(key: string): { id: string; name: string } {
  const { id, name } = personOf(key);
  return { id, name };
}

export function personRow(key: string): { id: string; upn: string; name: string } {
  const { id, upn, name } = personOf(key);
  return { id, upn, name };
}

export function johnDoe(): CaseState['leaver'] {
  const john = personOf('jdoe');
  return {
    ...personRow('jdoe'),
    mail: john.upn,
    synced: true,
    directory: {
      guid: john.directory!.guid,
      sid: sidOf(john.directory!.rid),
      dn: 'CN=John Doe,OU=Staff,DC=contoso,DC=com',
      accountName: 'jdoe',
    },
    manager: personRow('meganb'),
  };
}

function stepOf(step: StepId, index: number): StepState {
  return {
    step,
    hash: String(index + 1).repeat(64),
    actions: planRows[step].map(actionOf),
    approval: { status: 'none' },
  };
}

/** John Doe's case with its plan before the operator. */
export function choosing(): CaseState {
  return {
    caseId: 'OFF-7K3QX',
    head: { seq: 2, hash: 'a'.repeat(64) },
    status: 'choosing',
    openedAt,
    leaver: johnDoe(),
    operator: alex,
    dryRun: false,
    choices: { mailbox: 'both', successor: personRow('meganb') },
    off: new Set(),
    frozen: false,
    planDue: false,
    revision: 1,
    steps: (Object.keys(planRows) as StepId[]).map(stepOf),
    epoch: 0,
    unreadable: [],
    lastAt: '2026-11-24T14:05:12.000Z',
  };
}

/** The case with one step replaced. */
export function withStep(state: CaseState, id: StepId, alter: (step: StepState) => StepState): CaseState {
  return { ...state, steps: state.steps.map((step) => (step.step === id ? alter(step) : step)) };
}

export function withApproval(state: CaseState, id: StepId, approval: StepState['approval']): CaseState {
  return withStep(state, id, (step) => withAnswer(step, approval));
}

function withAnswer(step: StepState, approval: StepState['approval']): StepState {
  return { ...step, approval };
}

/** Replaces every change of a step. */
export function alterChanges(step: StepState, alter: (change: ChangeState) => ChangeState): StepState {
  const actions = step.actions.map((action) => {
    const changes = action.changes.map(alter);
    return { ...action, changes };
  });
  return { ...step, actions };
}

/** Replaces changes of a step, by their place in it. */
export function withChanges(
  state: CaseState,
  id: StepId,
  alter: (change: ChangeState, index: number) => ChangeState,
): CaseState {
  let index = 0;
  return withStep(state, id, (step) => alterChanges(step, (change) => alter(change, index++)));
}

const managerSteps: ReadonlySet<StepId> = new Set(['mailbox', 'data-transfer']);

export function askedApproval(id: StepId): StepState['approval'] {
  const base = { status: 'asked', askedAt: openedAt, deadline: '2026-11-25T14:06:00.000Z' } as const;
  if (managerSteps.has(id)) return { ...base, policy: 'manager', approver: megan };
  if (id === 'final-cleanup') return { ...base, policy: 'second-operator', approver: null };
  return { ...base, policy: 'operator', approver: alex };
}

/** The plan is frozen and everybody is asked. */
export function asked(): CaseState {
  const state = choosing();
  return {
    ...state,
    status: 'working',
    frozen: true,
    revision: 2,
    steps: state.steps.map((step) => withAnswer(step, askedApproval(step.step))),
  };
}

export function approvedApproval(id: StepId): StepState['approval'] {
  const by = managerSteps.has(id) ? megan : id === 'final-cleanup' ? isaiah : alex;
  return { ...askedApproval(id), status: 'approved', decidedBy: by, decidedAt: approvedAt };
}

export const verified = (change: ChangeState): ChangeState => ({
  ...change,
  status: 'verified',
  attempts: 1,
  intentAt: approvedAt,
  outcomeAt: doneAt,
});

export const denied: LoggedError = {
  system: 'exchange',
  operation: 'Set-Mailbox',
  code: 'InsufficientPermissions',
  message:
    'The operation on mailbox "jdoe" failed because the service principal lacks the role Mail Recipients.',
  status: 403,
  requestId: '1f6dd4a1-5b0e-4a41-9a3d-7c1e5f0e8b21',
};

/** Half way: some steps verified, one running, one failed in part, two wait for people. */
export function working(): CaseState {
  let state = asked();
  for (const id of ['directory-account', 'group-memberships', 'licences', 'azure-access'] as const) {
    state = withApproval(state, id, approvedApproval(id));
  }
  state = withChanges(state, 'directory-account', verified);
  state = withChanges(state, 'azure-access', verified);
  state = withChanges(state, 'group-memberships', (change, index) => {
    if (index < 5) return verified(change);
    if (index === 5) return { ...change, status: 'intended', attempts: 1, intentAt: doneAt };
    if (index === 6) return { ...change, status: 'applied', attempts: 1, outcomeAt: doneAt };
    return change;
  });
  return state;
}

/** The same case while Entra does not say whether the person may still be touched. */
export function heldUp(): CaseState {
  const error = {
    system: 'entra',
    operation: 'GET /roleManagement/directory/roleEligibilitySchedules',
    code: 'ServiceUnavailable',
    message: 'The service is temporarily unavailable.',
    status: 503,
    requestId: '8b1f0f1c-9a51-4f52-9e0b-0c7e5ad6a001',
  };
  return { ...working(), heldUp: { tries: 3, until: '2026-11-24T14:10:30.000Z', error } };
}
