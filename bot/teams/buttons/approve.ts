import { carriedOn, type Button } from '../desk.ts';
import { approvalOf } from '../approval-of.ts';

export const approve: Button<'approve'> = {
  verb: 'approve',
  async run(desk, { by }, { caseId, step, hash }) {
    const answer = await desk.workflow.decide({ by, caseId, step, hash, verdict: 'approve', reason: '' });
    return carriedOn(desk, answer, (state) => approvalOf(state, step, hash));
  },
};
