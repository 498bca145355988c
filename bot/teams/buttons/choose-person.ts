import { noticeCard } from '#cards/notice-card.ts';
import { accepted } from '../../policy/refusal.ts';
import type { Button } from '../desk.ts';
import { shownOpening } from '../shown-opening.ts';

export const choosePerson: Button<'choose-person'> = {
  verb: 'choose-person',
  async run(desk, turn, { query, leaverId, dryRun }) {
    const opened = await desk.workflow.open({ by: turn.by, query, leaverId, dryRun });
    const shown = await shownOpening(desk, turn, opened);
    if (!shown.ok || shown.value.card) return shown;
    const card = noticeCard({
      title: 'Person chosen',
      text: 'The case is open; its plan follows below.',
      tone: 'good',
    });
    return accepted({ card });
  },
};
