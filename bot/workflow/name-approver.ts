import type { Actor, Draft } from '#storage/entry.ts';
import { deadlineOf } from '../approvals/lapsed.ts';
import { requesters } from '../approvals/requesters.ts';
import { mayAct } from '../policy/acts.ts';
import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseState, StepState } from './case-state.ts';
import { event } from './event.ts';
import { findPerson } from './find-person.ts';
import type { World } from './world.ts';

export interface Naming {
  readonly by: Caller;
  readonly caseId: string;
  readonly step: string;
  /** UPN, mail or name of the person to ask instead. */
  readonly who: string;
}

/** Asks somebody else for a step whose approver cannot be reached or does not answer. Four eyes stay four eyes. */
export async function nameApprover(world: World, naming: Naming): Promise<Answer<CaseState>> {
  const { by, caseId } = naming;
  const may = mayAct(by, 'name-approver');
  if (!may.ok) return may;
  const person = await findPerson(world, naming.who);
  if (!person.ok) return person;
  const approver = { id: person.value.id, name: person.value.name };
  return actOnCase(world, { by, caseId, act: 'name-approver' }, (state) =>
    ruleOn(state, naming, approver, deadlineOf(world.clock.now(), world.approvals)),
  );
}

function ruleOn(
  state: CaseState,
  naming: Naming,
  approver: { id: string; name: string },
  deadline: string,
): Answer<Draft> {
  const facts = { case: state.caseId, step: naming.step };
  const step = state.steps.find((one) => one.step === naming.step);
  if (state.status === 'closed') return refuse('case-ended', facts);
  if (!step) return refuse('no-such-step', facts);
  const { policy, status } = step.approval;
  const atWork = state.status === 'working' || state.status === 'attention';
  const unanswered = status === 'asked' || status === 'expired';
  if (!atWork || !unanswered || policy === undefined) return refuse('wrong-moment', facts);
  const fit = mayBeNamed(state, step, { approver, by: naming.by });
  if (!fit.ok) return fit;
  const because = `Named by ${naming.by.name}.`;
  const data = { hash: step.hash, policy, approver, because, deadline };
  return accepted(event('asked', naming.by, data, { step: step.step, reason: because }));
}

/** Four eyes stay four eyes, and nobody is asked in place of who said no. */
function mayBeNamed(
  state: CaseState,
  step: StepState,
  { approver, by }: { approver: Actor; by: Actor },
): Answer<null> {
  const facts = { case: state.caseId, step: step.step };
  if (approver.id === state.leaver.id) return refuse('leaver-cannot-approve', { who: approver.name });
  if (step.rejectedBy && step.rejectedBy.id !== approver.id) {
    return refuse('rejected-before', { ...facts, who: step.rejectedBy.name });
  }
  const sameEyes = requesters(state).has(approver.id) || approver.id === by.id;
  return step.approval.policy !== 'operator' && sameEyes
    ? refuse('second-person-needed', facts)
    : accepted(null);
}
