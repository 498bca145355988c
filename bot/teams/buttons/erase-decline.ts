import { erasureCard } from '#cards/erasure-card.ts';
import { carriedOn, type Button } from '../desk.ts';

export const eraseDecline: Button<'erase-decline'> = {
  verb: 'erase-decline',
  async run(desk, { by }, { caseId }) {
    return carriedOn(desk, await desk.workflow.declineErasure({ by, caseId }), erasureCard);
  },
};
