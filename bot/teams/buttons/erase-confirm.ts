import { erasureCard } from '#cards/erasure-card.ts';
import { carriedOn, type Button } from '../desk.ts';

export const eraseConfirm: Button<'erase-confirm'> = {
  verb: 'erase-confirm',
  async run(desk, { by }, { caseId, hash }) {
    return carriedOn(desk, await desk.workflow.confirmErasure({ by, caseId, hash }), erasureCard);
  },
};
