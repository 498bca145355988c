import { approvalCard } from '#cards/approval-card.ts';
import { accepted, type Answer } from '../../policy/refusal.ts';
import { carriedOn, type Command, type Desk, type Shown } from '../desk.ts';
import { stepArgument, type StepArgument } from '../step-argument.ts';

/**
 * `/approve <case> <step> [mark] [remark]`: the button's twin in text, for clients whose buttons fail. A yes to changes
 * that are no longer those of the settled plan is answered with their card, in the person's own chat: it shows what is new,
 * and the line with the mark that says yes to exactly this.
 */
export const approve: Command = {
  name: 'approve',
  async run(desk, { by, at }, argument) {
    const named = stepArgument(argument);
    if (!named.ok) return named;
    const { caseId, step, rest: reason } = named.value;
    const answer = await desk.workflow.decide({ by, caseId, step, verdict: 'approve', reason });
    if (!answer.ok && answer.refusal.code === 'changes-unseen' && at.personal) {
      return (await newestRequest(desk, named.value)) ?? answer;
    }
    return carriedOn(desk, answer, (state) => approvalCard(state, step));
  },
};

/** Only for somebody whom the workflow has just taken for the right approver. */
async function newestRequest(desk: Desk, { caseId, step }: StepArgument): Promise<Answer<Shown> | null> {
  const state = await desk.workflow.read(caseId);
  return state && accepted({ card: approvalCard(state, step) });
}
