import type { Draft } from '#storage/entry.ts';
import { mayDecide } from '../../approvals/may-decide.ts';
import { typedYes } from '../../approvals/typed-yes.ts';
import type { Caller } from '../../policy/caller.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { expireOnSight } from '../approve/expire-approvals.ts';
import type { World } from '../world.ts';

export interface Decision {
  readonly by: Caller;
  readonly caseId: string;
  readonly step: string;
  readonly verdict: 'approve' | 'reject';
  /** Hash of the changes the person saw; absent for a typed decision (approvals/typed-yes.ts). */
  readonly hash?: string;
  /** Required to reject. Typed with a yes, it may begin with the mark of the changes. */
  readonly reason: string;
}

/** An approver says yes or no to one step. The same click twice is told what was decided, and changes nothing. */
export async function decide(world: World, decision: Decision): Promise<Answer<CaseState>> {
  const { by, caseId, verdict, step, hash } = decision;
  const shown = hash === undefined ? {} : { hash };
  const answer = await actOnCase(world, { by, caseId, act: verdict, ...shown }, (state) =>
    ruleOn(state, decision, world.clock.now()),
  );
  if (!answer.ok && answer.refusal.code === 'approval-expired') await expireOnSight(world, caseId, step);
  return answer;
}

function ruleOn(state: CaseState, decision: Decision, now: Date): Answer<Draft> {
  const { by, step, hash, verdict } = decision;
  const facts = { case: state.caseId, step };
  const may = mayDecide(state, { by, step, now, ...(hash === undefined ? {} : { hash }) });
  if (!may.ok) return may;
  const said = decision.reason.trim();
  if (verdict === 'reject' && said === '') return refuse('reason-missing', facts);
  const isTypedYes = verdict === 'approve' && hash === undefined;
  const { seen, reason } = isTypedYes ? typedYes(may.value, said) : { seen: true, reason: said };
  if (!seen) return refuse('changes-unseen', facts);
  const phase = verdict === 'approve' ? 'approved' : 'rejected';
  const more = reason === '' ? { step } : { step, reason };
  return accepted(event(phase, by, { hash: may.value.hash }, more));
}
