import { undoCard } from '#cards/undo-card.ts';
import { carriedOn, type Button } from '../desk.ts';

export const undoConfirm: Button<'undo-confirm'> = {
  verb: 'undo-confirm',
  async run(desk, { by }, { caseId, hash }) {
    return carriedOn(desk, await desk.workflow.confirmUndo({ by, caseId, hash }), undoCard);
  },
};
