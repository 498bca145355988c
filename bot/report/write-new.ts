import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a new file, never over one that is there, and only as fast as it is written to the disk. */
export async function writeNew(
  to: string,
  pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
): Promise<void> {
  await pipeline(Readable.from(pieces), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
}
