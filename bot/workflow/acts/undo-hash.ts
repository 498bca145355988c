import { canonicalJson, sha256 } from '#storage/seal.ts';

/** What a confirmation is bound to: exactly these changes, in whatever order they are named. */
export function undoHash(refs: readonly string[]): string {
  return sha256(canonicalJson(refs.toSorted()));
}
