import { planCard } from '#cards/plan-card.ts';
import { carriedOn, type Button } from '../desk.ts';

const switchPrefix = 'on:';

/** Settles the plan: the switches that stand on anything but "true" are left out. */
export const choose: Button<'choose'> = {
  verb: 'choose',
  async run(desk, { by }, { caseId, revision, mailbox, successor = '', ...inputs }) {
    const off = Object.entries(inputs)
      .filter(([name, value]) => name.startsWith(switchPrefix) && String(value) !== 'true')
      .map(([name]) => name.slice(switchPrefix.length));
    const answer = await desk.workflow.choose({ by, caseId, revision, mailbox, successor, off });
    return carriedOn(desk, answer, planCard);
  },
};
