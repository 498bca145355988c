import type { Entry } from '#storage/entry.ts';
import type { ActionState, CaseState, ChangeState, ChangeStatus, StepState } from './case-state.ts';
import { changeRef } from './change-ref.ts';
import type { EventData, PlannedAction, PlannedStep } from './events.ts';
import { keepingSent } from './keep-sent.ts';

/** The steps of a fresh plan, in checklist order; what the operator switched off stays visible as `off`. */
export function planSteps(planned: readonly PlannedStep[], off: ReadonlySet<string>): readonly StepState[] {
  return planned.map((step) => ({
    step: step.step,
    hash: step.hash,
    actions: step.actions.map(freshAction),
    approval: { status: off.has(step.step) ? 'off' : 'none' },
  }));
}

function freshAction(planned: PlannedAction): ActionState {
  const { action, title, system, irreversible, after, skipped, changes } = planned;
  return {
    action,
    title,
    system,
    skipped,
    ...(irreversible === undefined ? {} : { irreversible }),
    ...(after === undefined ? {} : { after }),
    changes: changes.map((change) => ({
      ref: changeRef(action, change.key),
      change,
      status: 'waiting',
      attempts: 0,
    })),
  };
}

/**
 * Replaces the one change an entry is about, and leaves everything beside it as it is: a long case has thousands of
 * such entries. An entry about a change that is not planned alters nothing.
 */
export function onChange(
  state: CaseState,
  entry: Entry,
  alter: (change: ChangeState) => ChangeState,
): CaseState {
  const ref = changeRef(entry.action ?? '', entry.change ?? '');
  const steps = state.steps.map((step) =>
    step.step === entry.step
      ? { ...step, actions: step.actions.map((action) => alterOne(action, ref, alter)) }
      : step,
  );
  return { ...state, steps };
}

function alterOne(
  action: ActionState,
  ref: string,
  alter: (change: ChangeState) => ChangeState,
): ActionState {
  const place = action.changes.findIndex((change) => change.ref === ref);
  const change = action.changes[place];
  return change ? { ...action, changes: action.changes.with(place, alter(change)) } : action;
}

export function alterStep(step: StepState, alter: (change: ChangeState) => ChangeState): StepState {
  return {
    ...step,
    actions: step.actions.map((action) => ({ ...action, changes: action.changes.map(alter) })),
  };
}

const applied: Readonly<Record<string, ChangeStatus>> = {
  verified: 'verified',
  applied: 'applied',
  failed: 'failed',
  skipped: 'skipped',
  unknown: 'unknown',
};
const undone: Readonly<Record<string, ChangeStatus>> = {
  undone: 'undone',
  applied: 'undo-applied',
  failed: 'undo-failed',
  skipped: 'undo-skipped',
  unknown: 'undo-failed',
};

export function onOutcome(change: ChangeState, direction: 'apply' | 'undo', entry: Entry): ChangeState {
  const status = (direction === 'apply' ? applied : undone)[entry.result ?? ''];
  if (!status)
    throw new Error(`${entry._id}: result "${entry.result}" does not fit direction "${direction}"`);
  const { error: _error, reason: _reason, ...kept } = change;
  return {
    ...kept,
    status,
    outcomeAt: entry.at,
    ...(status === 'verified' ? { seenAt: entry.at } : {}),
    ...(entry.error ? { error: entry.error } : {}),
    ...(entry.reason ? { reason: entry.reason } : {}),
  };
}

/** The step as it is now replaces what was approved; what was already sent keeps its story, as does a no; approval starts anew. */
export function withDrift(state: CaseState, data: EventData<'drifted'>): CaseState {
  const steps = state.steps.map((step) => (step.step === data.step.step ? drifted(step, data) : step));
  return { ...state, steps };
}

function drifted(step: StepState, data: EventData<'drifted'>): StepState {
  const [fresh] = planSteps([data.step], new Set());
  return {
    step: step.step,
    hash: data.step.hash,
    actions: keepingSent(fresh?.actions ?? [], step.actions),
    approval: { status: 'none' },
    drift: { added: data.added, gone: data.gone },
    ...(step.rejected ? { rejected: step.rejected } : {}),
  };
}

/** What failed may be sent again, what was refused or lapsed may be asked again. */
export function resetForRetry(steps: readonly StepState[], data: EventData<'retried'>): readonly StepState[] {
  const refs = new Set(data.refs);
  return steps.map((step) => {
    const open = alterStep(step, (change) => (refs.has(change.ref) ? tryAgain(change) : change));
    return data.steps.includes(step.step) ? { ...open, approval: { status: 'none' } } : open;
  });
}

/** How often it was sent stays known: it may have happened, so it is looked at before it is sent again. */
function tryAgain(change: ChangeState): ChangeState {
  if (change.status !== 'applied') return { ...change, status: 'waiting' };
  const { outcomeAt: _lookNow, ...kept } = change;
  return kept;
}

/** An undo that did not come to its end before may be tried again. */
export function resetForUndo(steps: readonly StepState[], refs: readonly string[]): readonly StepState[] {
  const chosen = new Set(refs);
  return steps.map((step) =>
    alterStep(step, (change) => (chosen.has(change.ref) ? undoAgain(change) : change)),
  );
}

/** What was left alone had been read back as done; how far anything else came must be seen. */
function undoAgain(change: ChangeState): ChangeState {
  if (change.status === 'undo-skipped') return { ...change, status: 'verified' };
  return change.status.startsWith('undo-') ? { ...change, status: 'unknown' } : change;
}
