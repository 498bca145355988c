import { planCard } from '#cards/plan-card.ts';
import { carriedOn, type Button } from '../desk.ts';
import { leftOut } from '../left-out.ts';

/** Settles the plan: the switches that stand on anything but "true" are left out. */
export const choose: Button<'choose'> = {
  verb: 'choose',
  async run(desk, { by }, { caseId, revision, mailbox, successor = '', ...inputs }) {
    const off = leftOut(inputs);
    const answer = await desk.workflow.choose({ by, caseId, revision, mailbox, successor, off });
    return carriedOn(desk, answer, (state) => planCard(state));
  },
};
