import { isErasureOnRecord } from '#cards/gone-word.ts';
import { erasedWord, lostWord } from '#cards/words.ts';
import type { Actor } from '#storage/entry.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { time } from './told.ts';

/** Why what a case knew of its person cannot be read any more. */
export type Erased =
  | {
      readonly kind: 'erased' | 'being erased';
      readonly askedBy: Actor;
      readonly confirmedBy: Actor | null;
      /** When it was confirmed, RFC 3339 UTC; `null`: the log does not say. */
      readonly at: string | null;
      /** Legal basis, in words that name nobody. */
      readonly basis: string;
    }
  /** The key is gone, and no entry says that anybody asked for that. */
  | { readonly kind: 'key lost' };

/** `null` of a case that can be read. */
export function erasedIn(state: CaseState): Erased | null {
  const { erased, erasure } = state;
  if (!erased) return null;
  if (!erasure || !isErasureOnRecord(state)) return { kind: 'key lost' };
  const { stage, askedBy, confirmedBy = null, confirmedAt = null, basis } = erasure;
  const kind = stage === 'verified' ? 'erased' : 'being erased';
  return { kind, askedBy, confirmedBy, at: confirmedAt, basis };
}

/** What stands where a leaver, a change or a reason was. */
export function goneWord({ kind }: Erased): string {
  return kind === 'key lost' ? lostWord : erasedWord;
}

/** By whose word it is so, and why, in one sentence. */
export function erasedWords(erased: Erased): string {
  if (erased.kind === 'key lost') {
    return 'The key of its leaver is gone, and the log does not say that anybody asked for that.';
  }
  const { kind, askedBy, confirmedBy, at, basis } = erased;
  const end =
    kind === 'erased'
      ? 'The key was looked for and not found.'
      : 'The key is gone; the log does not say yet that it was looked for.';
  const yes = confirmedBy ? `, confirmed by ${confirmedBy.name} on ${time(at)} UTC` : '';
  return `Asked by ${askedBy.name}${yes}. Legal basis: ${basis}. ${end}`;
}
