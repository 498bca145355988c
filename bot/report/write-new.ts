import { createWriteStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a new file, never over one that is there, and only as fast as it is written to the disk. */
export async function writeNew(
  to: string,
  pieces: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    throw isThere(error) ? thereAlready(to) : error;
  }
}

/** Before anything else is written that goes with it. @throws when the file is there */
export async function mustBeNew(to: string): Promise<void> {
  const found = await access(to).then(
    () => true,
    () => false,
  );
  if (found) throw thereAlready(to);
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function thereAlready(to: string): Error {
  return new Error(`there is a file ${to} already, and it stays as it is: choose another name with --out`);
}
