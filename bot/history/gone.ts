import type { Actor } from '#storage/entry.ts';
import { type Erased, erasedIn, goneWord } from '../report/erased.ts';
import type { CaseState } from '../workflow/case/case-state.ts';

/** Why a case cannot be read any more, as the tab says it. */
export interface Gone {
  readonly kind: Erased['kind'];
  /** Stands where a text was. */
  readonly word: string;
  /** Who confirmed the erasure, and when; `null` where no erasure is on record. */
  readonly by: Actor | null;
  readonly at: string | null;
}

/** `null` of a case that can be read. */
export function goneIn(state: CaseState): Gone | null {
  const erased = erasedIn(state);
  if (!erased) return null;
  const word = goneWord(erased);
  if (erased.kind === 'key lost') return { kind: erased.kind, word, by: null, at: null };
  return { kind: erased.kind, word, by: erased.confirmedBy, at: erased.at };
}
