import type { Actor } from '#storage/entry.ts';
import type { Caller } from '../policy/caller.ts';
import { isSame } from '../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { CaseState } from '../workflow/case/case-state.ts';

export interface Named {
  readonly by: Caller;
  readonly caseId: string;
  /** Hash of the changes that the clicked card carried: whoever has it has seen a card of this case. */
  readonly hash?: string;
}

/**
 * The case somebody names by its id. Who has no role and no part in it is told the same whether there is such a case or
 * not: an id can be guessed, and that somebody is to leave is not everybody's to know.
 */
export function mayKnow(state: CaseState | null, { by, caseId, hash }: Named): Answer<CaseState> {
  const mayHear = by.roles.size > 0 || (state !== null && (hasPart(state, by) || hasSeen(state, hash)));
  if (!mayHear) return refuse('no-part', { case: caseId });
  return state ? accepted(state) : refuse('no-such-case', { case: caseId });
}

function hasSeen({ steps }: CaseState, hash: string | undefined): boolean {
  return hash !== undefined && steps.some((step) => step.hash === hash);
}

/** Whether they are asked in this case, or have answered. */
function hasPart({ leaver, steps }: CaseState, by: Actor): boolean {
  if (isSame(leaver.id, by.id)) return false;
  return steps.some(({ approval: { approver, decidedBy }, rejected }) =>
    [approver, decidedBy, rejected?.by].some((one) => one && isSame(one.id, by.id)),
  );
}
