import { noticeCard } from '#cards/notice-card.ts';
import { undoWithdrawnCard } from '#cards/undo-withdrawn-card.ts';
import { caseArgument } from '../case-argument.ts';
import { carriedOn, type Command } from '../desk.ts';

/** `/cancel <case>`: ends a case. Where an undo was asked and not answered, that question is what is taken back. */
export const cancel: Command = {
  name: 'cancel',
  async run(desk, { by }, argument) {
    const named = caseArgument(argument);
    if (!named.ok) return named;
    const { caseId } = named.value;
    const state = await desk.workflow.read(caseId);
    if (state?.status === 'undo-asked') {
      return carriedOn(desk, await desk.workflow.declineUndo({ by, caseId }), undoWithdrawnCard);
    }
    return carriedOn(desk, await desk.workflow.cancel({ by, caseId }), (state) =>
      noticeCard({
        title: `${caseId} is canceled`,
        text: `Nothing more is changed for ${state.leaver.name}; what was done stays done.`,
        next: `See what was done with /history ${caseId}, or put it back with /undo ${caseId}.`,
      }),
    );
  },
};
