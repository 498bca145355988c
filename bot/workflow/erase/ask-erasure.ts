import { canonicalJson, sha256 } from '#storage/seal.ts';
import { deadlineOf } from '../../approvals/lapsed.ts';
import { mayAct } from '../../policy/acts.ts';
import type { Caller } from '../../policy/caller.ts';
import { mayErase, namesPerson } from '../../policy/may-erase.ts';
import { notOwnCase } from '../../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from '../acts/act-on-case.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import { casesOf } from '../case/find-cases.ts';
import type { World } from '../world.ts';

export interface ErasureRequest {
  readonly by: Caller;
  readonly caseId: string;
  /** Legal basis, in words. They stay readable, so they must name nobody. */
  readonly basis: string;
}

/** Asks to make everything unreadable that the log says about a case's leaver. Nothing happens before somebody else confirms. */
export async function askErasure(world: World, request: ErasureRequest): Promise<Answer<CaseState>> {
  const { by, caseId } = request;
  const basis = request.basis.trim();
  const may = await mayAsk(world, by, caseId);
  if (!may.ok) return may;
  if (basis === '') return refuse('reason-missing', { case: caseId, step: 'the erasure' });
  const cases = may.value.map((state) => state.caseId).toSorted();
  const deadline = deadlineOf(world.clock.now(), world.approvals);
  const hash = sha256(canonicalJson({ caseId, cases, basis, deadline }));
  return actOnCase(world, { by, caseId, act: 'erase' }, (state) => {
    if (namesPerson(basis, state)) return refuse('names-the-person', { case: caseId });
    const still = mayErase([state], world.retention, world.clock.now());
    return still.ok ? accepted(event('erasure-asked', by, { basis, cases, hash, deadline })) : still;
  });
}

/** All cases of the person, when all of them may be erased. */
async function mayAsk(world: World, by: Caller, caseId: string): Promise<Answer<readonly CaseState[]>> {
  const may = mayAct(by, 'erase');
  if (!may.ok) return may;
  const state = await world.cases.read(caseId);
  if (!state) return refuse('no-such-case', { case: caseId });
  const others = notOwnCase(state, by);
  if (!others.ok) return others;
  return erasableWith(world, state);
}

/** All cases of the case's leaver, when all of them may be erased now. */
export async function erasableWith(world: World, state: CaseState): Promise<Answer<readonly CaseState[]>> {
  const { caseId, subject, leaver } = state;
  if (subject === undefined) return refuse('cannot-be-erased', { case: caseId });
  const ids = await casesOf(world, leaver.id);
  const states = await Promise.all(ids.map((id) => world.cases.read(id)));
  const cases = states.filter((one) => one !== null);
  const may = mayErase(cases, world.retention, world.clock.now());
  return may.ok ? accepted(cases) : may;
}
