import { helpCard } from '#cards/help-card.ts';
import { accepted } from '../../policy/refusal.ts';
import type { Command } from '../desk.ts';

/** `/help`, and what people say first to a bot. */
export const help: Command = {
  name: 'help',
  async run(_desk, { by }) {
    return accepted({ card: helpCard({ roles: by.roles }) });
  },
};
