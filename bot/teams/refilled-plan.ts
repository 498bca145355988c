import type { ButtonData } from '#cards/buttons.ts';
import type { Card } from '#cards/card.ts';
import { planCard } from '#cards/plan-card.ts';
import { mayAct } from '../policy/acts.ts';
import type { Caller } from '../policy/caller.ts';
import { notOwnCase } from '../policy/own-case.ts';
import type { Clicked } from './clicked.ts';
import type { Desk } from './desk.ts';
import { leftOut } from './left-out.ts';

/**
 * The plan card with everything as it was sent, and what was wrong with it. Clients draw a card anew after a click:
 * a switch that had gone back on unseen would have a step done that somebody left out. `null` when the plan can no
 * longer be settled, or not by this person: what a card shows is for those who may answer it.
 */
export async function refilledPlan(
  desk: Desk,
  by: Caller,
  clicked: Clicked | null,
  problem: string,
): Promise<Card | null> {
  if (clicked?.verb !== 'choose' || !mayAct(by, 'choose').ok) return null;
  const { caseId, revision, mailbox, successor = '', ...inputs } = clicked.data as ButtonData<'choose'>;
  const state = await desk.workflow.read(caseId).catch(() => null);
  if (state?.status !== 'choosing' || state.dryRun || state.revision !== revision) return null;
  if (!notOwnCase(state, by).ok) return null;
  const choices = { ...state.choices, mailbox };
  return planCard({ ...state, choices, off: new Set(leftOut(inputs)) }, { problem, successor });
}
