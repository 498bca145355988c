import { stepIds, type StepId } from '#providers/action.ts';
import type { ApprovalSettings } from '../approvals/settings.ts';
import type { ApproverPolicy } from '../workflow/case/events.ts';
import { policyName } from './approval-settings.ts';
import type { Settings } from './settings.ts';

export function approvalConfig(values: Settings): ApprovalSettings {
  const policy = Object.fromEntries(stepIds.map((step) => [step, values[policyName(step)]]));
  return {
    policy: policy as Record<StepId, ApproverPolicy>,
    requestHours: values.APPROVAL_HOURS,
    runWindowHours: values.RUN_WINDOW_HOURS,
  };
}
