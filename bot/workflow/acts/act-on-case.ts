import type { Draft } from '#storage/entry.ts';
import { mayAct, type Act } from '../../policy/acts.ts';
import type { Caller } from '../../policy/caller.ts';
import { notOwnCase } from '../../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import type { CaseState } from '../case/case-state.ts';
import { isBeingErased } from '../erase/erasing.ts';
import type { World } from '../world.ts';

export interface CaseAct {
  readonly by: Caller;
  readonly caseId: string;
  readonly act: Act;
  /** Done before the entry is written, when the act is allowed as far as can be seen. */
  readonly first?: () => Promise<void>;
}

/**
 * What every act of a person on a case has in common: the role is checked, nobody acts on the case about
 * themselves, the rule decides on the newest state, and its entry is the act. `rule` is pure; it may be asked more than once.
 */
export async function actOnCase(
  world: World,
  { by, caseId, act, first }: CaseAct,
  rule: (state: CaseState) => Answer<Draft>,
): Promise<Answer<CaseState>> {
  const may = mayAct(by, act);
  if (!may.ok) return may;
  const known = await world.cases.read(caseId);
  if (!known) return refuse('no-such-case', { case: caseId });
  const others = notOwnCase(known, by);
  if (!others.ok) return others;
  const unlessErased = (state: CaseState): Answer<Draft> =>
    isBeingErased(state) ? refuse('being-erased', { case: caseId }) : rule(state);
  if (first && unlessErased(known).ok) await first();
  let answer: Answer<Draft> = refuse('no-such-case', { case: caseId });
  const state = await world.cases.record(caseId, (now) => {
    answer = now ? unlessErased(now) : answer;
    return answer.ok ? answer.value : null;
  });
  return outcomeOf(answer, state);
}

function outcomeOf(answer: Answer<Draft>, state: CaseState): Answer<CaseState> {
  return answer.ok ? accepted(state) : answer;
}
