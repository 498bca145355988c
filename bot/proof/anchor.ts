import type { SignedCheckpoint } from '#storage/proof/checkpoint.ts';

/** Checkpoints as an anchor asks for them. */
export interface SignedSoFar {
  /** Number of the newest one. */
  readonly newest: number;
  /** @throws StoreDown */
  readonly read: (n: number) => Promise<SignedCheckpoint | null>;
}

/** A place outside the database, and outside this machine, that is told of checkpoints. */
export interface Anchor {
  /** What the log calls it: never its address, which may hold a secret. */
  readonly name: string;
  /** Called after each round of signing. @throws when the place did not take what is new: the next round tries again */
  bring(signed: SignedSoFar): Promise<void>;
}
