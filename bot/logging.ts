import { pino, type DestinationStream, type Level } from 'pino';
import type { KnownSecrets } from './known-secrets.ts';
import { hidePersonalData, hideSecrets } from './redaction.ts';
import type { Log } from './workflow/world.ts';

export interface LoggingOptions {
  readonly level: Level;
  /** Names this process in every line. */
  readonly instance: string;
  /** Where lines go. */
  readonly to: DestinationStream;
  /** Values that must not appear in any line, whatever they came in with. */
  readonly secrets: KnownSecrets;
}

const debug = 20;

/**
 * Signs that a terminal obeys, an eye does not see or some reader takes for the end of a line, and that JSON leaves as
 * they are. Written as escapes they mean the same to whoever parses the line.
 */
const unprintable = /[\u007f-\u009f\u2028\u2029]|\p{Cf}|\p{Cs}/gu;

function escaped(sign: string): string {
  const units = Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** One line of JSON an event. Personal data is shown at `debug` only, secrets never. */
export function createLog({ level, instance, to, secrets }: LoggingOptions): Log {
  return pino(
    {
      level,
      base: { instance },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      // The hook has already made plain facts of errors.
      serializers: { err: (facts: unknown) => facts },
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        logMethod(args, method, number) {
          const shown = args.map((arg) => hideSecrets(arg, secrets));
          const facts = number > debug ? shown.map(hidePersonalData) : shown;
          Reflect.apply(method, this, facts);
        },
      },
    },
    { write: (line) => to.write(line.replaceAll(unprintable, escaped)) },
  );
}
