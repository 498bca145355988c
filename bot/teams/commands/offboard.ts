import type { Command } from '../desk.ts';
import { splitDryRun } from '../parse-command.ts';
import { shownOpening } from '../shown-opening.ts';

/** `/offboard <who> [dry-run]` */
export const offboard: Command = {
  name: 'offboard',
  async run(desk, turn, argument) {
    const { who, dryRun } = splitDryRun(argument);
    return shownOpening(desk, turn, await desk.workflow.open({ by: turn.by, query: who, dryRun }));
  },
};
