import { approvalCard } from '#cards/approval-card.ts';
import type { Card } from '#cards/card.ts';
import type { CaseState } from '../workflow/case/case-state.ts';

/** The approval card for the step a button named, as it stands now; `null` when the case has no such step. */
export function approvalOf(state: CaseState, step: string, hash: string): Card | null {
  const known = state.steps.find((one) => one.step === step);
  return known ? approvalCard(state, known.step, hash) : null;
}
