import type { Draft } from '#storage/entry.ts';
import type { Caller } from '../../policy/caller.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { canceledBy } from '../close/canceled-by.ts';
import { undoPending } from '../undo/may-ask-undo.ts';
import type { World } from '../world.ts';

/** Ends a case by a person's word. What was done stays done and is said; what is being sent is read back first. */
export async function cancelCase(
  world: World,
  { by, caseId }: { by: Caller; caseId: string },
): Promise<Answer<CaseState>> {
  const answer = await actOnCase(world, { by, caseId, act: 'cancel' }, (state) => ruleOn(state, by));
  if (answer.ok) await world.store.markEnded(caseId);
  return answer;
}

function ruleOn(state: CaseState, by: Caller): Answer<Draft> {
  const facts = { case: state.caseId };
  if (state.status === 'closed') return refuse('case-ended', facts);
  if (state.status === 'undo-asked') return undoPending(state);
  if (state.status === 'undoing')
    return refuse('wrong-moment', { ...facts, why: 'An undo is under way: wait until it has ended.' });
  if (isSending(state))
    return refuse('wrong-moment', { ...facts, why: 'A change is being sent: try again in a minute.' });
  return accepted(
    event('closed', by, { outcome: 'canceled' }, { result: 'skipped', reason: canceledBy(by.name) }),
  );
}

function isSending(state: CaseState): boolean {
  return state.steps.some(({ actions }) =>
    actions.some(({ changes }) => changes.some(({ status }) => status === 'intended')),
  );
}
