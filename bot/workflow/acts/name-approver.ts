import type { Actor, Draft } from '#storage/entry.ts';
import { deadlineOf } from '../../approvals/lapsed.ts';
import { mayConfirm } from '../../approvals/may-decide.ts';
import { requesters } from '../../approvals/requesters.ts';
import { mayAct } from '../../policy/acts.ts';
import type { Caller } from '../../policy/caller.ts';
import { isSame } from '../../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from './act-on-case.ts';
import type { CaseState, StepState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { ApproverPolicy } from '../case/events.ts';
import { findPerson } from './find-person.ts';
import type { World } from '../world.ts';

export interface Naming {
  readonly by: Caller;
  readonly caseId: string;
  readonly step: string;
  /** UPN, mail or name of the person to ask instead. */
  readonly who: string;
}

/** Somebody's roles at this moment; `null`: the directory knows nobody of that id. @throws ProviderError */
export type LookUp = (person: Actor) => Promise<Caller | null>;

/**
 * Asks somebody else for a step whose approver cannot be reached or does not answer. Four eyes stay four eyes, and
 * only who could then say yes is asked: their roles are looked up now, and again when they answer.
 */
export async function nameApprover(world: World, naming: Naming, lookUp: LookUp): Promise<Answer<CaseState>> {
  const { by, caseId } = naming;
  const may = mayAct(by, 'name-approver');
  if (!may.ok) return may;
  const person = await findPerson(world, naming.who);
  if (!person.ok) return person;
  const approver = await lookUp({ id: person.value.id, name: person.value.name });
  if (!approver) return refuse('not-found', { query: naming.who });
  return actOnCase(world, { by, caseId, act: 'name-approver' }, (state) =>
    ruleOn(state, naming, approver, deadlineOf(world.clock.now(), world.approvals)),
  );
}

function ruleOn(state: CaseState, naming: Naming, named: Caller, deadline: string): Answer<Draft> {
  const facts = { case: state.caseId, step: naming.step };
  const step = state.steps.find((one) => one.step === naming.step);
  if (state.status === 'closed') return refuse('case-ended', facts);
  if (!step) return refuse('no-such-step', facts);
  const { policy, status } = step.approval;
  const atWork = state.status === 'working' || state.status === 'attention';
  const unanswered = status === 'asked' || status === 'expired';
  if (!atWork || !unanswered || policy === undefined) return refuse('wrong-moment', facts);
  const { id, name } = named;
  const because = `Named by ${naming.by.name}.`;
  const asked = { ...step, approval: { ...step.approval, policy, approver: { id, name } } };
  const fit = mayBeNamed(state, asked, { named, by: naming.by });
  if (!fit.ok) return fit;
  const data = { hash: step.hash, policy, approver: { id, name }, because, deadline };
  return accepted(event('asked', naming.by, data, { step: step.step, reason: because }));
}

/** Who can be named, for people to read. */
const whoCan: Readonly<Record<ApproverPolicy, string>> = {
  operator: 'This step takes an operator.',
  'second-operator':
    'This step takes an operator who neither opened the case nor settled its plan, and not the one who names.',
  manager:
    'This step takes a colleague who neither opened the case nor settled its plan, and not the one who names.',
};

type Asked = StepState & { readonly approval: { readonly policy: ApproverPolicy } };

/** Nobody who could not say yes afterwards, and nobody in place of who said no. */
function mayBeNamed(
  state: CaseState,
  step: Asked,
  { named, by }: { named: Caller; by: Actor },
): Answer<null> {
  const facts = { case: state.caseId, step: step.step, who: named.name };
  const { policy } = step.approval;
  if (isSame(named.id, state.leaver.id)) {
    return refuse('cannot-be-named', { ...facts, why: 'Nobody confirms the removal of their own access.' });
  }
  if (step.rejected && step.rejected.by.id !== named.id) {
    return refuse('rejected-before', { ...facts, who: step.rejected.by.name });
  }
  const sameEyes = policy !== 'operator' && (requesters(state).has(named.id) || named.id === by.id);
  const fits = named.enabled && !sameEyes && mayConfirm(state, step, named).ok;
  return fits ? accepted(null) : refuse('cannot-be-named', { ...facts, why: whoCan[policy] });
}
