import type { CaseState, StepState } from '#bot/workflow/case/case-state.ts';
import { plain } from './plain-text.ts';

/** Who is to confirm a step, inside a sentence. */
export function approverName(step: StepState, state: CaseState): string {
  const { approver, policy } = step.approval;
  if (approver) return plain(approver.name, 60);
  if (policy === 'second-operator') return `an operator other than ${plain(state.operator.name, 60)}`;
  return policy === 'manager' ? 'the manager' : 'an operator';
}

/** Why this person is asked, in one sentence. */
export function whyAsked(step: StepState, state: CaseState): string {
  const { policy, because } = step.approval;
  const rule = {
    manager: `the manager of ${plain(state.leaver.name, 60)} confirms this step`,
    operator: 'an operator confirms this step',
    'second-operator': 'a second operator confirms this step (four eyes)',
  };
  const sentence = policy ? rule[policy] : 'the settings name you for this step';
  return because ? `${sentence}. ${plain(because, 200)}` : sentence;
}
