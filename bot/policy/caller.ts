import type { Actor } from '#storage/entry.ts';

export type Role = 'operator' | 'auditor';

/** The person who typed or clicked, looked up in the directory at that moment: never taken from the card. */
export interface Caller extends Actor {
  readonly roles: ReadonlySet<Role>;
  /** A disabled account may do nothing, even if its Teams session still lives. */
  readonly enabled: boolean;
}
