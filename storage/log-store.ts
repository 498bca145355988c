import type { Entry, Result } from './entry.ts';
import type { KeyStore } from './key-store.ts';

/**
 * What we remember, behind one contract for MongoDB and SQLite. Inserting an entry at a free position is the
 * only atomic primitive; nothing here updates or deletes an entry.
 * Every method throws {@link StoreDown} when the store refuses or does not answer within two seconds.
 */
export interface LogStore {
  /**
   * Durable when it returns. The very same entry again is no second one and no error.
   * @throws PositionTaken when somebody else wrote that position; WriteUnknown when it may or may not be there
   */
  append(entry: Entry): Promise<void>;
  /** Entries of a case in order, from position `after + 1`. An unknown case has none. @throws LogDamaged */
  readCase(caseId: string, after?: number): Promise<readonly Entry[]>;
  /** Newest first, page by page. @throws LogDamaged, BadPageKey, RangeError for a limit or time that is none */
  history(query: HistoryQuery): Promise<HistoryPage>;
  /** Ids of cases that may be open: none is missing, some may have ended meanwhile. */
  listOpen(): Promise<readonly string[]>;
  /** Call before a case's first entry. */
  markOpen(caseId: string): Promise<void>;
  /** Call after the entry that ends the case. */
  markEnded(caseId: string): Promise<void>;
  /** Documents too large for an entry (the archive); written once. @throws PositionTaken when the id names another text */
  saveDocument(document: StoredDocument): Promise<void>;
  readDocument(id: string): Promise<StoredDocument | null>;
  /** Leavers' keys: with them entries come out readable, and marked `erased` where the key is gone. */
  readonly keys: KeyStore;
  /** Things that can be rebuilt or lost: card message ids, conversation references. */
  readonly cache: Cache;
  /** Answers when the store can be written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface HistoryQuery {
  readonly caseId?: string;
  readonly leaverId?: string;
  /** Entries sealed under this pseudonym. Who asks by `leaverId` finds what is sealed as well. */
  readonly subject?: string;
  readonly actorId?: string;
  readonly step?: string;
  /** Any of these. */
  readonly actions?: readonly string[];
  readonly result?: Result;
  /** Any of these. */
  readonly phases?: readonly string[];
  /** From this time on, RFC 3339 UTC. */
  readonly from?: string;
  /** Before this time. */
  readonly to?: string;
  /** At most this many entries, 1 to 1000. */
  readonly limit: number;
  /** `next` or `previous` of another page. @throws BadPageKey when made up */
  readonly page?: string;
  /**
   * Look at no more than about so many entries, for whoever has others waiting: what is rare is then found piece by
   * piece, and a page may be short or empty although another one follows. Absent: as many as it takes.
   */
  readonly lookAt?: number;
}

export interface HistoryPage {
  readonly entries: readonly Entry[];
  /** Key of the following page, which is older; `null` at the end. */
  readonly next: string | null;
  /** Key of the page before, which is newer; `null` on the newest. */
  readonly previous: string | null;
}

export interface StoredDocument {
  readonly id: string;
  readonly text: string;
  /** SHA-256 of `text`. */
  readonly hash: string;
}

export interface Cache {
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Another writer was first; read the case again and decide again. */
export class PositionTaken extends Error {
  override readonly name = 'PositionTaken';
}

/** The store refuses, is full, or did not answer in time. Nothing may be changed anywhere while it is. */
export class StoreDown extends Error {
  override readonly name = 'StoreDown';
}

/** No answer came for a write: read the position again before going on. */
export class WriteUnknown extends StoreDown {
  readonly unknown = true;
}

/** What is stored is not what was written. Nothing may be done on its word; `npm run log:verify` tells more. */
export class LogDamaged extends StoreDown {
  readonly entry: string;

  constructor(entry: string, how: string, cause?: unknown) {
    super(`The log entry ${entry} was changed after it was written: ${how}. Run log:verify.`, { cause });
    this.entry = entry;
  }
}

/** A page key that this store did not give out. */
export class BadPageKey extends Error {
  override readonly name = 'BadPageKey';
}
