import { approvalCard } from '#cards/approval-card.ts';
import { carriedOn, type Command } from '../desk.ts';
import { stepArgument } from '../step-argument.ts';

/** `/approve <case> <step>`: the button's twin in text, for clients whose buttons fail. */
export const approve: Command = {
  name: 'approve',
  async run(desk, { by }, argument) {
    const named = stepArgument(argument);
    if (!named.ok) return named;
    const { caseId, step, rest: reason } = named.value;
    const answer = await desk.workflow.decide({ by, caseId, step, verdict: 'approve', reason });
    return carriedOn(desk, answer, (state) => approvalCard(state, step));
  },
};
