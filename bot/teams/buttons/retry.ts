import { caseCard } from '../case-card.ts';
import { carriedOn, type Button } from '../desk.ts';

export const retry: Button<'retry'> = {
  verb: 'retry',
  async run(desk, { by }, { caseId }) {
    const answer = await desk.workflow.retry({ by, caseId });
    return carriedOn(desk, answer, (state) => caseCard(state, desk.now()));
  },
};
