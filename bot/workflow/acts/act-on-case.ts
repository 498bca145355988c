import type { Draft } from '#storage/entry.ts';
import { mayKnow } from '../../approvals/may-know.ts';
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
  /** Of the changes that the clicked card carried, if it carried any. */
  readonly hash?: string;
  /** Done before the entry is written, when the act is allowed as far as can be seen. */
  readonly first?: () => Promise<void>;
}

/**
 * What every act of a person on a case has in common: the role is checked, who has neither role nor part learns nothing,
 * nobody acts on the case about themselves, the rule decides on the newest state, and its entry is the act. `rule` is pure; it may be asked more than once.
 */
export async function actOnCase(
  world: World,
  { act, first, ...named }: CaseAct,
  rule: (state: CaseState) => Answer<Draft>,
): Promise<Answer<CaseState>> {
  const { by, caseId } = named;
  const may = mayAct(by, act);
  if (!may.ok) return may;
  const known = mayKnow(await world.cases.read(caseId), named);
  if (!known.ok) return known;
  const others = notOwnCase(known.value, by);
  if (!others.ok) return others;
  const unlessErased = (state: CaseState): Answer<Draft> =>
    isBeingErased(state) ? refuse('being-erased', { case: caseId }) : rule(state);
  if (first && unlessErased(known.value).ok) await first();
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
