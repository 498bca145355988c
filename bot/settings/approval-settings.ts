import { stepIds, type StepId } from '#providers/action.ts';
import { approverPolicies, type ApproverPolicy } from '../workflow/case/events.ts';
import { withDefault } from './setting-facts.ts';
import { oneOf, wholeNumber } from './value-types.ts';

const section = 'Approvals';

/** Who must say yes to a step unless the settings say otherwise: data goes to people, so their manager decides. */
const usual: Readonly<Record<StepId, ApproverPolicy>> = {
  'directory-account': 'operator',
  'group-memberships': 'operator',
  licences: 'operator',
  mailbox: 'manager',
  'data-transfer': 'manager',
  'azure-access': 'operator',
  'final-cleanup': 'second-operator',
};

type Loud<S extends string> = S extends `${infer A}-${infer B}` ? `${Uppercase<A>}_${Loud<B>}` : Uppercase<S>;
type PolicyName = `APPROVAL_${Loud<StepId>}`;

/** The setting that names the approver of a step: `APPROVAL_DATA_TRANSFER`. */
export function policyName(step: StepId): PolicyName {
  return `APPROVAL_${step.toUpperCase().replaceAll('-', '_')}` as PolicyName;
}

function policySetting(step: StepId) {
  return withDefault(oneOf(approverPolicies), {
    section,
    about: `Who confirms the step ${step}: manager, operator (any, also the one who asks) or second-operator (another one).`,
    example: 'second-operator',
    fallback: usual[step],
  });
}

const policies = Object.fromEntries(
  stepIds.map((step) => [policyName(step), policySetting(step)]),
) as Readonly<Record<PolicyName, ReturnType<typeof policySetting>>>;

export const approvalSettings = {
  ...policies,
  APPROVAL_HOURS: withDefault(wholeNumber(1, 720), {
    section,
    about: 'Hours after which an unanswered request for approval lapses.',
    example: '24',
    fallback: '72',
  }),
  RUN_WINDOW_HOURS: withDefault(wholeNumber(1, 720), {
    section,
    about:
      'Hours after which a given approval is void when its step has not started. A step may wait for the answer to another one, so this should be more than APPROVAL_HOURS.',
    example: '48',
    fallback: '96',
  }),
};
