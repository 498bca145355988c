import { parseArgs } from 'node:util';
import { z } from 'zod';
import { personas, usualPersonas, type Persona } from './personas.ts';

/** What was asked for on the command line of `npm run sandbox`. */
export interface SandboxOptions {
  readonly port: number;
  readonly cloudPort: number;
  /** Folder for everything the sandbox keeps. */
  readonly data: string;
  readonly playground: boolean;
  /** Start from Contoso's first morning, with an empty log. */
  readonly reset: boolean;
  readonly personas: readonly Persona[];
}

export const sandboxUsage = `npm run sandbox -- [options]

  --port 3978          the bot's port
  --cloud-port 3980    port of the make-believe Graph, Exchange, SharePoint, Azure and Active Directory
  --data .sandbox      folder that keeps the company, the log and the files of the Teams windows
  --reset              begin again: company as new, log empty
  --personas ${usualPersonas.join(',')}
                       whose Teams windows to offer: ${personas.map(({ short }) => short).join(', ')}
  --no-playground      no Teams windows
  MONGODB_URI set      the log goes there instead of a file
`;

const port = z.coerce.number().int().min(0).max(65_535);

/** @throws Error with a message for the person who typed it */
export function sandboxOptions(words: readonly string[]): SandboxOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      port: { type: 'string', default: '3978' },
      'cloud-port': { type: 'string', default: '3980' },
      data: { type: 'string', default: '.sandbox' },
      playground: { type: 'boolean', default: true },
      reset: { type: 'boolean', default: false },
      personas: { type: 'string', default: usualPersonas.join(',') },
    },
    allowNegative: true,
  });
  return {
    port: portOf('--port', values.port),
    cloudPort: portOf('--cloud-port', values['cloud-port']),
    data: values.data,
    playground: values.playground,
    reset: values.reset,
    personas: values.personas.split(',').map(personaOf),
  };
}

function portOf(option: string, text: string): number {
  const read = port.safeParse(text === '' ? Number.NaN : text);
  if (!read.success) throw new Error(`${option} must be a port number, not "${text}"`);
  return read.data;
}

function personaOf(short: string): Persona {
  const found = personas.find((persona) => persona.short === short.trim().toLowerCase());
  if (!found)
    throw new Error(`--personas knows ${personas.map((one) => one.short).join(', ')}, not "${short}"`);
  return found;
}
