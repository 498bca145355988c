import { changesCard } from '#cards/changes-card.ts';
import { mayKnow } from '../../approvals/may-know.ts';
import { mayReadChanges } from '../../approvals/may-read-changes.ts';
import { accepted, refuse } from '../../policy/refusal.ts';
import type { Button } from '../desk.ts';

/**
 * The first page stands below the plan or the request; the following ones turn the page in place. A card that somebody
 * forwarded into another conversation does not spread the list there: below is read by all, in place by whoever clicked.
 */
export const changes: Button<'changes'> = {
  verb: 'changes',
  async run(desk, { by, at }, { caseId, step: stepId, page }) {
    const known = mayKnow(await desk.workflow.read(caseId), { by, caseId });
    if (!known.ok) return known;
    const may = mayReadChanges(known.value, stepId, by);
    if (!may.ok) return may;
    const below = page === undefined;
    if (below && !at.personal && !(await desk.livesAt(caseId, at))) return refuse('private-chat-only');
    return accepted({ card: changesCard(known.value, may.value, page ?? 0), below });
  },
};
