import type { StoredEntry } from './stored-entry.ts';

/** A log as the verifier reads it: everything there is, piece by piece, nothing believed and nothing changed. */
export interface LogSource {
  /** In the order of `_id`: case by case, position by position. */
  entries(caseId?: string): AsyncIterable<StoredEntry>;
  document(id: string): Promise<RawDocument | null>;
  /** A leaver's key, by the subject that entries name; `null` when there is none (any more). */
  secretOf(subject: string): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/** A stored document before anything of it is believed. */
export interface RawDocument {
  readonly text: unknown;
  readonly hash: unknown;
}
