import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogStore } from '#storage/log-store.ts';
import { createCheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { keyInFile, signingKey, type SigningKey } from '#storage/proof/signing-key.ts';
import type { Clock, Log } from '../workflow/world.ts';
import { checkpointFile } from './checkpoint-file.ts';
import { type Checkpointer, createCheckpointer } from './checkpointer.ts';

export interface CheckpointerOptions {
  /** Holds `key.pem`, made at the first start; `old-key.pem` while a key is replaced; `checkpoints.ndjson`. */
  readonly folder: string;
  readonly store: LogStore;
  readonly tenant: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** @throws when the folder or a key in it cannot be read: without a signature the log cannot prove itself */
export async function openCheckpointer(options: CheckpointerOptions): Promise<Checkpointer> {
  const { folder, store, tenant, clock, log } = options;
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const key = await keyInFile(join(folder, 'key.pem'));
  const oldKey = await keyIfThere(join(folder, 'old-key.pem'));
  log.info({ fingerprint: key.fingerprint, folder }, 'checkpoints are signed with this key: write it down');
  const book = createCheckpointBook({
    store,
    tenant,
    key,
    ...(oldKey ? { oldKey } : {}),
    now: () => clock.now(),
  });
  return createCheckpointer({ book, file: checkpointFile(join(folder, 'checkpoints.ndjson')), clock, log });
}

async function keyIfThere(file: string): Promise<SigningKey | null> {
  try {
    return signingKey(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
