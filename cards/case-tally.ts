import type { CaseState, ChangeState, ChangeStatus } from '#bot/workflow/case/case-state.ts';
import { allChosen, chosenChanges } from './chosen.ts';
import { goneWordIn } from './gone-word.ts';
import { madeIn } from './made.ts';
import { openCount, openItems } from './open-items.ts';
import { tally, tallyWords } from './tally.ts';
import { changeWords, counted } from './words.ts';

const ended: readonly ChangeStatus[] = ['verified', 'undone', 'skipped', 'undo-skipped'];

/** How a case's changes stand: as they run while they do, and what the result says once nothing runs any more. */
export function caseTally(state: CaseState): string {
  if (state.erased) return goneWordIn(state);
  const changes = allChosen(state);
  if (state.status === 'undoing') return tallyWords(tally(changes));
  if (state.status === 'working') return workingWords(state);
  if (!['closed', 'attention', 'undo-asked'].includes(state.status)) return tallyWords(tally(changes));
  if (state.dryRun) return changes.length > 0 ? `${counted(changes.length, 'change')} planned` : '';
  const count = tally(changes);
  const open = openCount(openItems(state));
  const notMade = state.outcome === 'canceled' ? madeIn(state).notMade.length : 0;
  return [
    ...ended.filter((status) => count[status] > 0).map((status) => `${count[status]} ${changeWords[status]}`),
    ...(open > 0 ? [`${open} open`] : []),
    ...(notMade > 0 ? [`${notMade} not made`] : []),
  ].join(' · ');
}

/** What nobody will work on, because its step was rejected or nobody answered in time, does not wait. */
function workingWords(state: CaseState): string {
  const halted = { rejected: 0, expired: 0 };
  const moving: ChangeState[] = [];
  for (const step of state.steps) {
    const { status } = step.approval;
    for (const change of chosenChanges(step, state)) {
      if (change.status === 'waiting' && (status === 'rejected' || status === 'expired')) halted[status]++;
      else moving.push(change);
    }
  }
  const { rejected, expired } = halted;
  return [
    tallyWords(tally(moving)),
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
    ...(expired > 0 ? [`${expired} not answered in time`] : []),
  ]
    .filter((words) => words !== '')
    .join(' · ');
}
