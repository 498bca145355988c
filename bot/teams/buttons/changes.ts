import { changesCard } from '#cards/changes-card.ts';
import { mayReadStep } from '../../approvals/may-read-step.ts';
import { accepted, refuse } from '../../policy/refusal.ts';
import type { Button } from '../desk.ts';

/**
 * The first page stands below the request; the following ones turn the page in place. A request that somebody forwarded
 * into another conversation does not spread the list there: below is read by all, in place by whoever clicked.
 */
export const changes: Button<'changes'> = {
  verb: 'changes',
  async run(desk, { by, at }, { caseId, step: stepId, page }) {
    const state = await desk.workflow.read(caseId);
    if (!state) return refuse('no-such-case', { case: caseId });
    const step = mayReadStep(state, stepId, by);
    if (!step.ok) return step;
    const below = page === undefined;
    if (below && !at.personal && !(await desk.livesAt(caseId, at))) return refuse('private-chat-only');
    return accepted({ card: changesCard(state, step.value.step, page ?? 0), below });
  },
};
