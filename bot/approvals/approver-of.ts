import type { Actor } from '#storage/entry.ts';
import type { CaseState, StepState } from '../workflow/case/case-state.ts';
import type { ApproverPolicy } from '../workflow/case/events.ts';
import type { ApprovalSettings } from './settings.ts';

export interface Asked {
  readonly policy: ApproverPolicy;
  /** `null`: any operator the policy admits. */
  readonly approver: Actor | null;
  /** Why the settings' first choice is not asked, in words. */
  readonly because?: string;
}

/** Who must say yes to a step. Losing data for good asks for four eyes, whatever the settings say. */
export function approverOf(step: StepState, state: CaseState, settings: ApprovalSettings): Asked {
  const policy = settings.policy[step.step];
  if (policy !== 'second-operator' && destroysData(step)) {
    return { policy: 'second-operator', approver: null, because: 'It destroys data for good.' };
  }
  if (policy === 'second-operator') return { policy, approver: null };
  if (policy === 'operator') return { policy, approver: state.operator };
  const { id, manager, name } = state.leaver;
  if (manager && manager.id !== id) return { policy, approver: { id: manager.id, name: manager.name } };
  return { policy: 'second-operator', approver: null, because: `${name} has no manager in the directory.` };
}

function destroysData(step: StepState): boolean {
  return step.actions.some((action) => action.changes.some(({ change }) => change.destroys !== undefined));
}
