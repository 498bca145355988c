import type { StepState } from '../workflow/case/case-state.ts';
import type { ApprovalSettings } from './settings.ts';

const hourMs = 3_600_000;

/** When a request made at `now` is no longer valid. */
export function deadlineOf(now: Date, settings: ApprovalSettings): string {
  return new Date(now.getTime() + settings.requestHours * hourMs).toISOString();
}

/** True when the request was not answered in time, or the approval is older than its run window and work is left. */
export function hasLapsed(step: StepState, now: Date, settings: ApprovalSettings): boolean {
  const { status, deadline, decidedAt } = step.approval;
  if (status === 'asked') return deadline !== undefined && now.toISOString() > deadline;
  if (status !== 'approved' || decidedAt === undefined) return false;
  const left = step.actions.some(({ changes }) =>
    changes.some((change) => change.status === 'waiting' || change.status === 'intended'),
  );
  return left && now.getTime() > Date.parse(decidedAt) + settings.runWindowHours * hourMs;
}
