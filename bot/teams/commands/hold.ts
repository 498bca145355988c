import { noticeCard } from '#cards/notice-card.ts';
import { caseArgument } from '../case-argument.ts';
import { carriedOn, type Command } from '../desk.ts';

/** `/hold <case> <reason>`: a legal hold. */
export const hold: Command = {
  name: 'hold',
  async run(desk, { by }, argument) {
    const named = caseArgument(argument);
    if (!named.ok) return named;
    const { caseId, rest: reason } = named.value;
    return carriedOn(desk, await desk.workflow.placeHold({ by, caseId, reason }), () =>
      noticeCard({
        title: `${caseId} is under a legal hold`,
        text: 'Nothing that the log says of this person is erased while it is in force.',
        next: `To end it: /release ${caseId} and why.`,
      }),
    );
  },
};
