import type { Entry } from '#storage/entry.ts';
import type { CaseState, StepState } from './case-state.ts';
import type { EventData } from './events.ts';

export function afterAsking(state: CaseState, data: EventData<'asked'>, entry: Entry): CaseState {
  return onStep(state, entry, (step) => ({
    ...step,
    approval: {
      status: 'asked',
      policy: data.policy,
      approver: data.approver,
      ...(data.because === undefined ? {} : { because: data.because }),
      askedAt: entry.at,
      deadline: data.deadline,
    },
  }));
}

/** An approval counts for the changes its hash names, and for nothing else. */
export function afterDeciding(status: 'approved' | 'rejected') {
  return (state: CaseState, data: EventData<'approved'>, entry: Entry): CaseState =>
    onStep(state, entry, (step) => {
      if (step.hash !== data.hash) return step;
      const approval = { ...step.approval, status, decidedBy: entry.actor, decidedAt: entry.at };
      const said = { ...step, approval: entry.reason ? { ...approval, reason: entry.reason } : approval };
      return status === 'rejected' ? { ...said, rejected: rejectionOf(entry) } : said;
    });
}

function rejectionOf({ actor, at, reason }: Entry): NonNullable<StepState['rejected']> {
  return { by: actor, at, ...(reason === undefined ? {} : { reason }) };
}

export function afterExpiry(state: CaseState, data: EventData<'expired'>, entry: Entry): CaseState {
  return onStep(state, entry, (step) =>
    step.hash === data.hash ? { ...step, approval: { ...step.approval, status: 'expired' } } : step,
  );
}

export function afterDelivery(state: CaseState, _data: EventData<'undelivered'>, entry: Entry): CaseState {
  return onStep(state, entry, (step) => ({
    ...step,
    approval: { ...step.approval, undelivered: entry.reason ?? 'could not be reached' },
  }));
}

function onStep(state: CaseState, entry: Entry, alter: (step: StepState) => StepState): CaseState {
  return { ...state, steps: state.steps.map((step) => (step.step === entry.step ? alter(step) : step)) };
}
