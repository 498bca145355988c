import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { Card } from './card.ts';
import { noticeCard } from './notice-card.ts';

/** Nobody said yes to an undo, and nobody can any more. */
export function undoWithdrawnCard({ leaver, caseId, status }: CaseState): Card {
  const stands = status === 'closed' ? 'The case is closed as before.' : 'The case is open as before.';
  return noticeCard({
    title: 'Undo withdrawn',
    text: `Nothing is put back for ${leaver.name} (${caseId}). ${stands}`,
    next: `To ask again: /undo ${caseId}. How it stands: /status ${caseId}`,
  });
}
