import { format } from 'node:util';
import type { Log } from './workflow/world.ts';

const voices = ['debug', 'log', 'info', 'warn', 'error', 'trace'] as const;

/**
 * From here on, what libraries print on the console is one line of our log like everything else, with nothing secret in
 * it. They print what strangers sent: the SDK a page for every bad token. What matters of it our own lines tell.
 */
export function consoleToLog(log: Log, target: Pick<Console, (typeof voices)[number]>): void {
  for (const voice of voices) {
    target[voice] = (...said: unknown[]) => {
      const err = said.find((one) => one instanceof Error);
      const words = said.filter((one) => one !== err);
      log.debug(
        { ...(err && { err }), ...(words.length > 0 && { said: format(...words) }) },
        `console.${voice}`,
      );
    };
  }
}
