import type { StepState } from '../workflow/case/case-state.ts';
import type { ApprovalSettings } from './settings.ts';

const hourMs = 3_600_000;

/** When a request made at `now` is no longer valid. */
export function deadlineOf(now: Date, settings: ApprovalSettings): string {
  return new Date(now.getTime() + settings.requestHours * hourMs).toISOString();
}

/** True when the request was not answered in time, or the approval is older than its run window and work is left. */
export function hasLapsed(step: StepState, now: Date, settings: ApprovalSettings): boolean {
  const { status, deadline } = step.approval;
  if (status === 'asked') return deadline !== undefined && now.toISOString() > deadline;
  if (!isTooOld(step, now, settings)) return false;
  return step.actions.some(({ changes }) =>
    changes.some((change) => change.status === 'waiting' || change.status === 'intended'),
  );
}

/** True when the yes to this step is older than its run window: nothing may be sent on it any more. */
export function isTooOld({ approval }: StepState, now: Date, settings: ApprovalSettings): boolean {
  const { status, decidedAt } = approval;
  if (status !== 'approved' || decidedAt === undefined) return false;
  return now.getTime() > Date.parse(decidedAt) + settings.runWindowHours * hourMs;
}
