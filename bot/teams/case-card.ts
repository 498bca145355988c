import type { Card } from '#cards/card.ts';
import { erasureCard } from '#cards/erasure-card.ts';
import { planCard } from '#cards/plan-card.ts';
import { progressCard } from '#cards/progress-card.ts';
import { readingCard } from '#cards/reading-card.ts';
import { resultCard } from '#cards/result-card.ts';
import { undoCard } from '#cards/undo-card.ts';
import { unreadableCard } from '#cards/unreadable-card.ts';
import { isBeingErased } from '../workflow/erase/erasing.ts';
import type { CaseState } from '../workflow/case/case-state.ts';

/** The one card that shows best how a case stands. */
export function caseCard(state: CaseState, now: Date): Card {
  if (isBeingErased(state)) return erasureCard(state);
  switch (state.status) {
    case 'opened':
      return state.revision > 0 ? progressCard(state, now) : readingCard(state, now);
    case 'unreadable':
      return unreadableCard(state);
    case 'choosing':
      return planCard(state);
    case 'working':
    case 'undoing':
      return progressCard(state, now);
    case 'undo-asked':
      return undoCard(state);
    case 'attention':
    case 'closed':
      return state.dryRun ? planCard(state) : resultCard(state);
    default:
      return state.status satisfies never;
  }
}
