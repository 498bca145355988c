import type { Log } from './workflow/world.ts';

/** The parts of `process` that matter when it ends before its time. */
export interface DyingProcess {
  on(event: 'uncaughtException', listener: (error: unknown, origin: string) => void): unknown;
  exit(code: number): unknown;
}

/**
 * What nobody caught ends the process, since nobody knows in which state it left things; the log knows where to go on.
 * Node would print the error with all its fields, secrets and all: it is told as one line of our log instead.
 */
export function leaveLastWords(log: Log, dying: DyingProcess): void {
  dying.on('uncaughtException', (error, origin) => {
    try {
      log.error({ err: error, origin }, 'nobody caught this: the process ends');
    } finally {
      dying.exit(1);
    }
  });
}
