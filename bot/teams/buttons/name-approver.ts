import { progressCard } from '#cards/progress-card.ts';
import { refuse } from '../../policy/refusal.ts';
import { carriedOn, type Button } from '../desk.ts';

export const nameApprover: Button<'name-approver'> = {
  verb: 'name-approver',
  async run(desk, { by }, { caseId, step, who }) {
    if (who.trim() === '') return refuse('empty-query');
    const answer = await desk.workflow.nameApprover({ by, caseId, step, who });
    return carriedOn(desk, answer, (state) => progressCard(state, desk.now()));
  },
};
