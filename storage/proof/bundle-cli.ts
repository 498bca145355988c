import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { LogSource } from '../log-source.ts';
import { openSource } from '../open-source.ts';
import { writeBundle } from './write-bundle.ts';

const usage = `usage: npm run log:bundle -- <file or MongoDB connection string> <bundle.ndjson> [--case OFF-…]

Writes an evidence bundle: everything storage/proof/verify.ts needs to judge the log, offline.
  --case    only this case, with the path from its end to the newest signed root
  --without-keys   nobody can read the leavers' names and changes in it; it can be judged all the same. With keys it is
            a copy that no erasure reaches
Ends with 0 = written, 2 = unreadable, 3 = wrong usage. It never writes over a file.`;

const exitCodes = { written: 0, unreadable: 2, usage: 3 } as const;

type Tell = (line: string) => void;

/** The command, with its words and where its lines go. Returns the exit code. */
export async function bundleCli(words: readonly string[], tell: Tell): Promise<number> {
  const asked = understand(words);
  if (asked === null) {
    tell(usage);
    return exitCodes.usage;
  }
  try {
    await writeTo(asked);
  } catch (error) {
    tell(`not written: ${error instanceof Error ? error.message : String(error)}`);
    return exitCodes.unreadable;
  }
  tell(`written: ${asked.to}`);
  return exitCodes.written;
}

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly caseId: string | undefined;
  readonly keys: boolean;
}

function understand(words: readonly string[]): Asked | null {
  try {
    const options = {
      case: { type: 'string' },
      'without-keys': { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [from, to, ...more] = positionals;
    if (from === undefined || to === undefined || more.length > 0 || values.case === '') return null;
    return { from, to, caseId: values.case, keys: !values['without-keys'] };
  } catch {
    return null;
  }
}

async function writeTo({ from, to, caseId, keys }: Asked): Promise<void> {
  const source = await openSource(from);
  try {
    const tenant = await tenantOf(source, caseId);
    const order = { tenant, made: new Date(), keys, ...(caseId === undefined ? {} : { caseId }) };
    await pipeline(Readable.from(ended(writeBundle(source, order))), createWriteStream(to, { flags: 'wx' }));
  } finally {
    await source.close();
  }
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** @throws when there is no entry */
async function tenantOf(source: LogSource, caseId: string | undefined): Promise<string> {
  for await (const { copies } of source.entries(caseId)) return String(copies['tenant']);
  throw new Error(caseId === undefined ? 'the log is empty' : `the log has no case ${caseId}`);
}

if (import.meta.main) {
  process.exitCode = await bundleCli(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
}
