import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { chosenActions } from './chosen.ts';
import { plain } from './plain-text.ts';
import { listed, stepNames } from './words.ts';

/**
 * What a change that was not started waits for, as far as the case tells: the actions it names itself. What its
 * action as a whole comes after stands in the catalogue only.
 */
export function waitsFor(change: ChangeState, state: CaseState): string {
  const open = openBefore(change, state);
  return `Was not started: ${open.length > 0 ? `it waits for ${listed(open)}` : 'something it must wait for is still open'}.`;
}

function openBefore({ change }: ChangeState, state: CaseState): readonly string[] {
  const before = new Set(change.after);
  return state.steps.flatMap((step) =>
    chosenActions(step, state)
      .filter(({ action, changes }) => before.has(action) && !changes.every(isDone))
      .map(({ title }) => `“${plain(title, 80)}” (${stepNames[step.step]})`),
  );
}

function isDone({ status }: ChangeState): boolean {
  return status === 'verified' || status === 'skipped';
}
