import type { CaseState, ChangeState } from '#bot/workflow/case/case-state.ts';
import { locate } from '#bot/workflow/case/steps.ts';
import { allChosen } from '#cards/chosen.ts';
import { resultCard } from '#cards/result-card.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import { isAsBefore, type Truth } from './sandbox-truth.ts';

/** Where the result card, read as a person reads it, says something else than the systems hold. */
export function untrueWords(state: CaseState, truths: readonly Truth[]): readonly string[] {
  const card = wordsOf(resultCard(state)).split('\n');
  const chosen = new Set(allChosen(state).map(({ ref }) => ref));
  const real = locate(state)
    .filter(({ change }) => chosen.has(change.ref))
    .map(({ action, change }) => ({ change, truth: truths.find((one) => one.action.id === action.action) }));
  const left = real.filter(({ change, truth }) => truth?.left.has(change.ref)).length;
  const back = real.filter(
    ({ change, truth }) => truth && canReturn(truth) && isAsBefore(change, truth),
  ).length;
  const reversible = real.filter(({ change, truth }) => truth && canReturn(truth) && wasDone(change)).length;
  const done = real.length - left;
  return [
    ...(numberAbove(card, 'verified') > done
      ? [`the card calls ${numberAbove(card, 'verified')} changes verified, and ${done} are done`]
      : []),
    ...(numberAbove(card, 'undone') > back
      ? [`the card calls ${numberAbove(card, 'undone')} changes undone, and ${back} are as before`]
      : []),
    ...(card.includes('Complete') && (left > 0 || numberAbove(card, 'verified') !== done)
      ? [`the card calls the case complete, and ${left} changes are not made`]
      : []),
    ...(card.includes('Undone') && back < reversible
      ? [`the card calls the case undone, and ${reversible - back} things are not as before`]
      : []),
    ...(card.some((line) => line.startsWith('Not complete')) &&
    !state.undo &&
    numberAbove(card, 'open') < left
      ? [`the card calls ${numberAbove(card, 'open')} changes open, and ${left} are not made`]
      : []),
  ];
}

function canReturn({ action }: Truth): boolean {
  return 'rollback' in action;
}

function wasDone({ attempts }: ChangeState): boolean {
  return attempts > 0;
}

/** The number that stands over this word. */
function numberAbove(card: readonly string[], word: string): number {
  return Number(card[card.indexOf(word) - 1] ?? 0);
}
