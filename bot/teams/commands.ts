import { approve } from './commands/approve.ts';
import { cancel } from './commands/cancel.ts';
import { erase } from './commands/erase.ts';
import { help } from './commands/help.ts';
import { history } from './commands/history.ts';
import { hold } from './commands/hold.ts';
import { offboard } from './commands/offboard.ts';
import { reject } from './commands/reject.ts';
import { release } from './commands/release.ts';
import { report } from './commands/report.ts';
import { status } from './commands/status.ts';
import { undo } from './commands/undo.ts';
import type { Command } from './desk.ts';

/** Everything that can be typed, by its first word. The app manifest lists the same. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ...[offboard, status, history, report, approve, reject, undo, cancel, erase, hold, release, help].map(
    (one) => [one.name, one] as const,
  ),
  ['hi', help],
  ['hello', help],
  ['hey', help],
]);
