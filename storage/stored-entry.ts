import type { Entry } from './entry.ts';
import { LogDamaged } from './log-store.ts';
import { fromRaw, sha256 } from './seal.ts';

/** An entry as a database holds it. Nothing is believed yet: whoever can write there can write anything. */
export interface StoredEntry {
  readonly _id: unknown;
  readonly raw: unknown;
  readonly hash: unknown;
  /** What stands beside `raw`, by path; fields that are absent or null are left out. */
  readonly copies: Readonly<Record<string, unknown>>;
}

/** One entry as its `raw` tells it. @throws LogDamaged when `raw` is not what was hashed */
export function readEntry(stored: Pick<StoredEntry, '_id' | 'raw' | 'hash'>): Entry {
  const { _id, raw, hash } = stored;
  if (typeof _id !== 'string' || typeof raw !== 'string' || hash !== sha256(raw)) {
    throw new LogDamaged(String(_id), 'its text is not the text that was hashed');
  }
  try {
    return fromRaw({ _id, raw, hash });
  } catch (error) {
    throw new LogDamaged(_id, 'its text is not that of an entry', error);
  }
}

/** Entries of one case as read from its position `after + 1` on. @throws LogDamaged at a gap or a broken link */
export function readChain(
  rows: readonly Pick<StoredEntry, '_id' | 'raw' | 'hash'>[],
  after: number,
): Entry[] {
  const entries = rows.map(readEntry);
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    const follows = before === undefined || entry.prev === before.hash;
    if (entry.seq !== after + index + 1 || !follows) {
      throw new LogDamaged(entry._id, 'it does not follow the entry before it');
    }
  }
  return entries;
}
