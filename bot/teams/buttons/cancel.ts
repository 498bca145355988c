import { caseCard } from '../case-card.ts';
import { carriedOn, type Button } from '../desk.ts';

export const cancel: Button<'cancel'> = {
  verb: 'cancel',
  async run(desk, { by }, { caseId }) {
    const answer = await desk.workflow.cancel({ by, caseId });
    return carriedOn(desk, answer, (state) => caseCard(state, desk.now()));
  },
};
