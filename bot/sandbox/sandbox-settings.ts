import { stepIds, type StepId } from '#providers/action.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import type { ApproverPolicy } from '../workflow/case/events.ts';
import type { BotSettings } from '../start-bot.ts';
import { approvalSettings, policyName } from '../settings/approval-settings.ts';
import type { Roles } from '../settings/roles-config.ts';

/** The bot's settings at Contoso: the defaults of the product, at a pace that suits a person who is watching. */
export const sandboxSettings: BotSettings = {
  guards: { neverTouch: [personOf('breakglass').upn], casesPerHour: 100 },
  // Contoso's cases may be erased at once, so that it can be tried.
  retention: { years: 0 },
  approvals: {
    policy: Object.fromEntries(stepIds.map((step) => [step, usualPolicy(step)])) as Record<
      StepId,
      ApproverPolicy
    >,
    requestHours: 72,
    runWindowHours: 96,
  },
  timing: {
    holdMs: 30_000,
    verifyWaitsMs: [0, 250, 500, 1000, 2000, 4000],
    heldUpWaitsMs: [3000, 5000, 10_000, 20_000],
    // Contoso's cloud shows at once what is done.
    spreadMs: 0,
    attempts: 4,
  },
};

export const sandboxRoles: Roles = {
  operatorsGroupId: contoso.operatorsGroupId,
  auditorsGroupId: contoso.auditorsGroupId,
};

function usualPolicy(step: StepId): ApproverPolicy {
  return approvalSettings[policyName(step)].parse(undefined);
}
