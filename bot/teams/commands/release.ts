import { noticeCard } from '#cards/notice-card.ts';
import { caseArgument } from '../case-argument.ts';
import { carriedOn, type Command } from '../desk.ts';

/** `/release <case> <reason>`: ends a legal hold. */
export const release: Command = {
  name: 'release',
  async run(desk, { by }, argument) {
    const named = caseArgument(argument);
    if (!named.ok) return named;
    const { caseId, rest: reason } = named.value;
    return carriedOn(desk, await desk.workflow.endHold({ by, caseId, reason }), () =>
      noticeCard({
        title: `The legal hold on ${caseId} has ended`,
        text: 'From now on only the retention keeps what the log says of this person.',
      }),
    );
  },
};
