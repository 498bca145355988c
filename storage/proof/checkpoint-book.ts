import { type LogStore, PositionTaken, StoreDown } from '../log-store.ts';
import { sha256 } from '../seal.ts';
import {
  type CheckpointBody,
  signCheckpoint,
  signedCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.ts';
import { type Covered, nothingCovered } from './covered.ts';
import type { SigningKey } from './signing-key.ts';
import { unsignedHeads } from './unsigned-heads.ts';

export interface BookParts {
  readonly store: Pick<LogStore, 'history' | 'saveDocument' | 'readDocument'>;
  readonly tenant: string;
  readonly key: SigningKey;
  /** The key before, while the log does not know the new one yet. */
  readonly oldKey?: SigningKey;
  readonly now: () => Date;
}

/** The checkpoints of a log: one line of them, whoever writes it. */
export interface CheckpointBook {
  /** Reads what was written since, by anybody. @throws StoreDown, CheckpointBroken */
  catchUp(): Promise<Covered>;
  /**
   * Writes the next checkpoint: over every case that has grown, and over none when `evenIfIdle`. `null` when nothing
   * has grown. @throws StoreDown, LogDamaged, CheckpointBroken
   */
  write(evenIfIdle: boolean): Promise<SignedCheckpoint | null>;
  /** The checkpoint of this number; `null` when it is not written yet. @throws StoreDown */
  read(n: number): Promise<SignedCheckpoint | null>;
}

const collisions = 5;

export function createCheckpointBook(parts: BookParts): CheckpointBook {
  const { store, tenant, now } = parts;
  const covered = nothingCovered();
  const unsigned = unsignedHeads(store, covered);

  async function read(n: number): Promise<SignedCheckpoint | null> {
    const document = await store.readDocument(idOf(n));
    return document && signedCheckpoint.parse(JSON.parse(document.text));
  }

  async function catchUp(): Promise<Covered> {
    for (;;) {
      const next = await read((covered.newest?.body.n ?? 0) + 1);
      if (next === null) return covered;
      covered.take(next);
    }
  }

  /** `null` when somebody else was first: what has grown is looked up again. */
  async function save(body: CheckpointBody): Promise<SignedCheckpoint | null> {
    const checkpoint = signCheckpoint(body, signersOf(parts, covered));
    const text = JSON.stringify(checkpoint);
    try {
      await store.saveDocument({ id: idOf(body.n), text, hash: sha256(text) });
    } catch (error) {
      if (error instanceof PositionTaken) return null;
      throw error;
    }
    covered.take(checkpoint);
    return checkpoint;
  }

  async function nextBody(): Promise<CheckpointBody> {
    const at = now().toISOString();
    const { heads, upTo } = await unsigned(at);
    // Who else may sign is signed as well: a signature that somebody puts beside ours says nothing.
    const replaced = signersOf(parts, covered).length > 1 ? { newKey: parts.key.fingerprint } : {};
    return covered.next({ tenant, at, upTo, ...replaced }, heads);
  }

  return {
    catchUp,
    read,
    async write(evenIfIdle) {
      for (let tries = 0; tries < collisions; tries++) {
        await catchUp();
        const body = await nextBody();
        if (body.heads.length === 0 && !evenIfIdle) return null;
        const written = await save(body);
        if (written) return written;
      }
      throw new StoreDown(`${collisions} other writers of checkpoints in a row`);
    },
  };
}

/** Ours; and the one before as well, in the first checkpoint that ours signs. */
function signersOf({ key, oldKey }: BookParts, { newest }: Covered): readonly SigningKey[] {
  const isNew = newest !== null && !newest.keys.includes(key.publicKey);
  return isNew && oldKey ? [key, oldKey] : [key];
}

/** Sorts as the checkpoints follow each other. */
export function idOf(n: number): string {
  return `checkpoint#${String(n).padStart(9, '0')}`;
}
