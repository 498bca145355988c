import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { erasedWord, lostWord } from './words.ts';

/** Whether the log says that somebody confirmed an erasure: a key can be gone without. */
export function isErasureOnRecord({ erasure }: Pick<CaseState, 'erasure'>): boolean {
  return erasure !== undefined && erasure.stage !== 'asked';
}

/** Stands where the texts of a case were whose key is gone: an erasure is claimed only where one is on record. */
export function goneWordIn(state: Pick<CaseState, 'erasure'>): string {
  return isErasureOnRecord(state) ? erasedWord : lostWord;
}
