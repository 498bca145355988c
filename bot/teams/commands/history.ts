import type { Command } from '../desk.ts';
import { shownHistory } from '../shown-history.ts';

/** `/history <who|case>` */
export const history: Command = {
  name: 'history',
  run: (desk, turn, argument) => shownHistory(desk, turn, { who: argument }),
};
