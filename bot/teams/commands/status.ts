import { statusCard } from '#cards/status-card.ts';
import { accepted } from '../../policy/refusal.ts';
import { caseCard } from '../case-card.ts';
import type { Command } from '../desk.ts';

/** `/status [case|who]`: all open cases, somebody's cases, or one case. */
export const status: Command = {
  name: 'status',
  async run(desk, { by }, argument) {
    const found = await desk.workflow.find({ by, who: argument });
    if (!found.ok) return found;
    const [first, ...others] = found.value;
    const single = argument !== '' && first && others.length === 0;
    return accepted({ card: single ? caseCard(first, desk.now()) : statusCard(found.value) });
  },
};
