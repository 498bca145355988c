import type { Draft } from '#storage/entry.ts';
import { isTooOld } from '../../approvals/lapsed.ts';
import type { Caller } from '../../policy/caller.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseState, ChangeState, StepState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { allChanges, changesOf, chosenSteps } from '../case/steps.ts';
import type { World } from '../world.ts';

/**
 * Sends again what failed or is unknown, asks again what was rejected or lapsed, or was approved too long ago to be sent on
 * that yes, and looks at the whole once more.
 */
export function retryCase(
  world: World,
  { by, caseId }: { by: Caller; caseId: string },
): Promise<Answer<CaseState>> {
  return actOnCase(world, { by, caseId, act: 'retry' }, (state) =>
    ruleOn(state, by, (step) => isTooOld(step, world.clock.now(), world.approvals)),
  );
}

function ruleOn(state: CaseState, by: Caller, isOld: (step: StepState) => boolean): Answer<Draft> {
  const facts = { case: state.caseId };
  if (state.status === 'closed') return refuse('case-ended', facts);
  if (state.status === 'unreadable') return accepted(event('retried', by, { refs: [], steps: [] }));
  if (state.status === 'opened' && state.heldUp)
    return accepted(event('retried', by, { refs: [], steps: [] }));
  if (state.status !== 'attention' && state.status !== 'working') return refuse('wrong-moment', facts);
  const refs = allChanges(state)
    .filter((change) => isToBeSent(change) || change.status === 'applied')
    .map(({ ref }) => ref);
  const steps = chosenSteps(state)
    .filter((step) => isRefused(step) || (isOld(step) && changesOf(step).some(isToBeSent)))
    .map(({ step }) => step);
  const stuck = state.status === 'attention' || state.heldUp !== undefined || refs.length + steps.length > 0;
  if (!stuck)
    return refuse('wrong-moment', { ...facts, why: 'Nothing has failed, lapsed or been rejected.' });
  return accepted(event('retried', by, { refs, steps }));
}

function isRefused({ approval }: StepState): boolean {
  return approval.status === 'rejected' || approval.status === 'expired';
}

/** What is sent once more. */
function isToBeSent({ status }: ChangeState): boolean {
  return status === 'failed' || status === 'unknown';
}
