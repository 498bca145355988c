import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { bodyOf, signedCheckpoint, type SignedCheckpoint } from '#storage/proof/checkpoint.ts';

/** A file outside the database that every checkpoint is added to, one a line. Nothing in it is ever changed. */
export interface CheckpointFile {
  /** Number of the newest one in it; 0 when there is none. */
  last(): Promise<number>;
  /** On the disk when it returns. */
  add(checkpoint: SignedCheckpoint): Promise<void>;
}

export function checkpointFile(path: string): CheckpointFile {
  let newest: number | null = null;
  return {
    async last() {
      return (newest ??= await newestIn(path));
    },
    async add(checkpoint) {
      await mkdir(dirname(path), { recursive: true });
      const file = await open(path, 'a', 0o640);
      try {
        // On a line of its own, also where a crash cut off the line before: nothing that was written is changed.
        const whole = await endsInALine(path);
        await file.appendFile(`${whole ? '' : '\n'}${JSON.stringify(checkpoint)}\n`);
        await file.datasync();
      } finally {
        await file.close();
      }
      newest = bodyOf(checkpoint).n;
    },
  };
}

/** A last line that was cut off by a crash counts as not there: it is added again. */
async function newestIn(path: string): Promise<number> {
  let newest = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
      newest = numberIn(line) ?? newest;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return newest;
}

function numberIn(line: string): number | null {
  try {
    return bodyOf(signedCheckpoint.parse(JSON.parse(line))).n;
  } catch {
    return null;
  }
}

async function endsInALine(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) return true;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() === '\n';
  } finally {
    await file.close();
  }
}
