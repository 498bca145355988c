import { undoWithdrawnCard } from '#cards/undo-withdrawn-card.ts';
import { carriedOn, type Button } from '../desk.ts';

export const undoDecline: Button<'undo-decline'> = {
  verb: 'undo-decline',
  async run(desk, { by }, { caseId }) {
    return carriedOn(desk, await desk.workflow.declineUndo({ by, caseId }), undoWithdrawnCard);
  },
};
