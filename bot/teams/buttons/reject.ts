import { carriedOn, type Button } from '../desk.ts';
import { approvalOf } from '../approval-of.ts';

export const reject: Button<'reject'> = {
  verb: 'reject',
  async run(desk, { by }, { caseId, step, hash, reason }) {
    const answer = await desk.workflow.decide({ by, caseId, step, hash, verdict: 'reject', reason });
    return carriedOn(desk, answer, (state) => approvalOf(state, step, hash));
  },
};
