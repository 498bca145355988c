import type { Actor } from '#storage/entry.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { accepted, type Answer, refuse } from './refusal.ts';

/** True when the two ids name one person: directories write them in either case. */
export function isSame(id: string, other: string): boolean {
  return id.toLowerCase() === other.toLowerCase();
}

/**
 * Nobody acts on the case about themselves or reads it, whatever role they still hold: an operator who leaves could
 * otherwise cancel their own offboarding or give themselves everything back.
 */
export function notOwnCase(
  { caseId, leaver }: Pick<CaseState, 'caseId' | 'leaver'>,
  by: Actor,
): Answer<null> {
  return isSame(leaver.id, by.id) ? refuse('own-case', { case: caseId }) : accepted(null);
}
