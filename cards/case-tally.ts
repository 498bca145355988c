import type { CaseState, ChangeStatus } from '#bot/workflow/case/case-state.ts';
import { allChosen } from './chosen.ts';
import { openCount, openItems } from './open-items.ts';
import { tally, tallyWords } from './tally.ts';
import { changeWords, counted } from './words.ts';

const ended: readonly ChangeStatus[] = ['verified', 'undone', 'skipped', 'undo-skipped'];

/** How a case's changes stand: as they run while they do, and what the result says once nothing runs any more. */
export function caseTally(state: CaseState): string {
  const changes = allChosen(state);
  const count = tally(changes);
  if (state.status !== 'closed' && state.status !== 'attention') return tallyWords(count);
  if (state.dryRun) return changes.length > 0 ? `${counted(changes.length, 'change')} planned` : '';
  const open = openCount(openItems(state));
  return [
    ...ended.filter((status) => count[status] > 0).map((status) => `${count[status]} ${changeWords[status]}`),
    ...(open > 0 ? [`${open} open`] : []),
  ].join(' · ');
}
