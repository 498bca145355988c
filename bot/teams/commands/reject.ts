import { approvalCard } from '#cards/approval-card.ts';
import { carriedOn, type Command } from '../desk.ts';
import { stepArgument } from '../step-argument.ts';

/** `/reject <case> <step> <reason>` */
export const reject: Command = {
  name: 'reject',
  async run(desk, { by }, argument) {
    const named = stepArgument(argument);
    if (!named.ok) return named;
    const { caseId, step, rest: reason } = named.value;
    const answer = await desk.workflow.decide({ by, caseId, step, verdict: 'reject', reason });
    return carriedOn(desk, answer, (state) => approvalCard(state, step));
  },
};
