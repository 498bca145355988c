import { noticeCard } from '#cards/notice-card.ts';
import { cancelOrWithdraw } from '../cancel-or-withdraw.ts';
import { caseArgument } from '../case-argument.ts';
import type { Command } from '../desk.ts';

/** `/cancel <case>` */
export const cancel: Command = {
  name: 'cancel',
  async run(desk, { by }, argument) {
    const named = caseArgument(argument);
    if (!named.ok) return named;
    const { caseId } = named.value;
    return cancelOrWithdraw(desk, { by, caseId }, (state) =>
      noticeCard({
        title: `${caseId} is canceled`,
        text: `Nothing more is changed for ${state.leaver.name}; what was done stays done.`,
        next: `See what was done with /history ${caseId}, or put it back with /undo ${caseId}.`,
      }),
    );
  },
};
