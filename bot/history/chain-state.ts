import type { Entry } from '#storage/entry.ts';

/** What the newest checkpoint says about one case. */
export interface Cover {
  /** Number of the newest checkpoint, and when it was signed. */
  readonly n: number;
  readonly at: string;
  /** Where the case stood at it; `null` when it did not know the case yet. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
}

/**
 * What can be said of a case's chain. `damaged`: an entry is not what was written, or does not follow the one before.
 * `differs`: what a checkpoint has signed is not what is there, so the case was cut or rewritten.
 */
export type ChainState =
  | {
      readonly state: 'sound' | 'differs';
      readonly entries: number;
      readonly head: string;
      /** The checkpoint, and up to which position it covers the case: 0 = not at all. `null`: none is written yet. */
      readonly checkpoint: { readonly n: number; readonly at: string; readonly covers: number } | null;
    }
  | { readonly state: 'damaged'; readonly entry: string; readonly why: string };

/** Judges entries that were read without a gap, each with its own hash and that of the one before. Pure. */
export function chainState(entries: readonly Entry[], cover: Cover | null): ChainState {
  const head = entries.at(-1)?.hash ?? '';
  const read = { entries: entries.length, head };
  if (cover === null) return { state: 'sound', ...read, checkpoint: null };
  const { n, at, head: signed } = cover;
  const checkpoint = { n, at, covers: signed?.seq ?? 0 };
  const isSame = signed === null || entries[signed.seq - 1]?.hash === signed.hash;
  return { state: isSame ? 'sound' : 'differs', ...read, checkpoint };
}
