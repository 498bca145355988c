import { accepted } from '../../policy/refusal.ts';
import type { Button } from '../desk.ts';
import { status as command } from '../commands/status.ts';

export const status: Button<'status'> = {
  verb: 'status',
  async run(desk, turn, { caseId }) {
    const shown = await command.run(desk, turn, caseId);
    return shown.ok ? accepted({ ...shown.value, below: true }) : shown;
  },
};
