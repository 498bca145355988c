import type { Draft } from '#storage/entry.ts';
import type { Caller } from '../../policy/caller.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { allChanges, chosenSteps } from '../case/steps.ts';
import type { World } from '../world.ts';

/** Sends again what failed or is unknown, asks again what was rejected or lapsed, and looks at the whole once more. */
export function retryCase(
  world: World,
  { by, caseId }: { by: Caller; caseId: string },
): Promise<Answer<CaseState>> {
  return actOnCase(world, { by, caseId, act: 'retry' }, (state) => ruleOn(state, by));
}

function ruleOn(state: CaseState, by: Caller): Answer<Draft> {
  const facts = { case: state.caseId };
  if (state.status === 'closed') return refuse('case-ended', facts);
  if (state.status === 'unreadable') return accepted(event('retried', by, { refs: [], steps: [] }));
  if (state.status !== 'attention' && state.status !== 'working') return refuse('wrong-moment', facts);
  const refs = allChanges(state)
    .filter(({ status }) => status === 'failed' || status === 'unknown' || status === 'applied')
    .map(({ ref }) => ref);
  const steps = chosenSteps(state)
    .filter(({ approval }) => approval.status === 'rejected' || approval.status === 'expired')
    .map(({ step }) => step);
  const stuck = state.status === 'attention' || state.heldUp !== undefined || refs.length + steps.length > 0;
  if (!stuck)
    return refuse('wrong-moment', { ...facts, why: 'Nothing has failed, lapsed or been rejected.' });
  return accepted(event('retried', by, { refs, steps }));
}
