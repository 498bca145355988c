import type { Card } from '#cards/card.ts';
import { undoWithdrawnCard } from '#cards/undo-withdrawn-card.ts';
import type { Answer } from '../policy/refusal.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { carriedOn, type Desk, type Shown } from './desk.ts';
import type { OnCase } from './workflow.ts';

/**
 * Ends a case. Where an undo is asked and not answered, that question is what is taken back, and the case stays as it
 * is: a closed one is not canceled, and one that is open can be canceled after that.
 */
export async function cancelOrWithdraw(
  desk: Desk,
  act: OnCase,
  canceledCard: (state: CaseState) => Card,
): Promise<Answer<Shown>> {
  const state = await desk.workflow.read(act.caseId);
  if (state?.status === 'undo-asked')
    return carriedOn(desk, await desk.workflow.declineUndo(act), undoWithdrawnCard);
  return carriedOn(desk, await desk.workflow.cancel(act), canceledCard);
}
