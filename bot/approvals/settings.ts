import type { StepId } from '#providers/action.ts';
import type { ApproverPolicy } from '../workflow/case/events.ts';

/** Who must say yes to which step, and for how long that counts. */
export interface ApprovalSettings {
  readonly policy: Readonly<Record<StepId, ApproverPolicy>>;
  /** An unanswered request lapses after this many hours. */
  readonly requestHours: number;
  /** A given approval is void when its step has not started this many hours later. */
  readonly runWindowHours: number;
}
