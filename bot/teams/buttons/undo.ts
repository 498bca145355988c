import { resultCard } from '#cards/result-card.ts';
import { carriedOn, type Button } from '../desk.ts';

/** Asks only: the card to confirm stands below the result, as a message of its own. */
export const undo: Button<'undo'> = {
  verb: 'undo',
  async run(desk, { by }, { caseId, step, ref }) {
    const part = { ...(step === undefined ? {} : { step }), ...(ref === undefined ? {} : { ref }) };
    const answer = await desk.workflow.askUndo({ by, caseId, ...part });
    return carriedOn(desk, answer, resultCard);
  },
};
