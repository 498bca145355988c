import type { Draft } from '#storage/entry.ts';
import { mayAct, type Act } from '../policy/acts.ts';
import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { CaseState } from './case-state.ts';
import type { World } from './world.ts';

export interface CaseAct {
  readonly by: Caller;
  readonly caseId: string;
  readonly act: Act;
}

/**
 * What every act of a person on a case has in common: the role is checked, the rule decides on the newest state,
 * and its entry is the act. `rule` is pure; it may be asked more than once.
 */
export async function actOnCase(
  world: World,
  { by, caseId, act }: CaseAct,
  rule: (state: CaseState) => Answer<Draft>,
): Promise<Answer<CaseState>> {
  const may = mayAct(by, act);
  if (!may.ok) return may;
  if (!(await world.cases.read(caseId))) return refuse('no-such-case', { case: caseId });
  let answer: Answer<Draft> = refuse('no-such-case', { case: caseId });
  const state = await world.cases.record(caseId, (now) => {
    answer = now ? rule(now) : answer;
    return answer.ok ? answer.value : null;
  });
  return outcomeOf(answer, state);
}

function outcomeOf(answer: Answer<Draft>, state: CaseState): Answer<CaseState> {
  return answer.ok ? accepted(state) : answer;
}
