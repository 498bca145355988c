import type { ActionState, CaseState, ChangeState, StepState } from '#bot/workflow/case/case-state.ts';
import { approverName } from './approver-words.ts';
import { chosenActions } from './chosen.ts';
import { plain } from './plain-text.ts';
import { listed, stepNames } from './words.ts';

/** What a change that was not started waits for, in a sentence. */
export function waitsFor(change: ChangeState, state: CaseState): string {
  const action = state.steps
    .flatMap((step) => step.actions)
    .find(({ changes }) => changes.some(({ ref }) => ref === change.ref));
  const open = openBefore(action, [change], state);
  return `Was not started: ${open.length > 0 ? `it waits for ${listed(open)}` : 'something it must wait for is still open'}.`;
}

/** What the changes of a step that were not started wait for, in words; nothing when only for their turn. */
export function stepWaitsFor(step: StepState, state: CaseState): readonly string[] {
  const names = chosenActions(step, state).flatMap((action) =>
    openBefore(action, action.changes.filter(isWaiting), state),
  );
  return [...new Set(names)];
}

/**
 * The actions that must be done before these changes of one action and are not, each with what holds it up itself. A
 * plan of an earlier version tells only what single changes wait for.
 */
function openBefore(
  action: ActionState | undefined,
  changes: readonly ChangeState[],
  state: CaseState,
): readonly string[] {
  if (changes.length === 0) return [];
  const before = new Set([...(action?.after ?? []), ...changes.flatMap(({ change }) => change.after ?? [])]);
  return state.steps.flatMap((step) =>
    chosenActions(step, state)
      .filter((one) => before.has(one.action) && !one.changes.every(isDone))
      .map((one) => `“${plain(one.title, 80)}” (${stepNames[step.step]}${trouble(step, one, state)})`),
  );
}

/** Why it is not done itself, as far as people have to do something about it. */
function trouble(step: StepState, { changes }: ActionState, state: CaseState): string {
  const { status } = step.approval;
  if (status === 'rejected' || status === 'expired') return `: ${status}`;
  if (changes.some((change) => change.status === 'failed' || change.status === 'unknown'))
    return ': needs attention';
  return status === 'asked' ? `: ${approverName(step, state)} is asked` : '';
}

export function isWaiting({ status }: ChangeState): boolean {
  return status === 'waiting';
}

function isDone({ status }: ChangeState): boolean {
  return status === 'verified' || status === 'skipped';
}
