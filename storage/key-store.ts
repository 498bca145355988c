import type { PersonKey } from './person-key.ts';

/**
 * The keys of leavers, beside the log and no part of it: the one thing that can be destroyed. Nothing here is kept in
 * memory, so a key that one process destroys is gone for all. Every method throws `StoreDown` as those of the log.
 */
export interface KeyStore {
  /** `null`: there is none, or there is none any more. */
  keyOf(person: string): Promise<PersonKey | null>;
  /** Those of these subjects that are there, by one question. */
  keysOf(subjects: readonly string[]): Promise<readonly PersonKey[]>;
  /** The person's key: this one, or the one that somebody made before. Of several at once one wins, for all. */
  make(fresh: PersonKey): Promise<PersonKey>;
  /**
   * When it returns the key is in no file of the database that can be read; backups and copies are not reached. Of one
   * that is gone already, nothing. @throws StoreDown while that cannot be said: it may be gone or not
   */
  destroy(subject: string): Promise<void>;
}
