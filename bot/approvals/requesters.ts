import type { CaseState } from '../workflow/case/case-state.ts';

/** Who asks for the case: the operator who opened it and the one who settled its plan. Neither is the second pair of eyes. */
export function requesters(state: CaseState): ReadonlySet<string> {
  return new Set([state.operator.id, ...(state.chosenBy ? [state.chosenBy.id] : [])]);
}
