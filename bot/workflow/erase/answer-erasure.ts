import type { Draft } from '#storage/entry.ts';
import type { Caller } from '../../policy/caller.ts';
import { erasureDue, mayErase } from '../../policy/may-erase.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { actOnCase } from '../acts/act-on-case.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { World } from '../world.ts';
import { erasableWith } from './ask-erasure.ts';

export interface ErasureAnswer {
  readonly by: Caller;
  readonly caseId: string;
  /** Names what the person saw; absent when they typed it. */
  readonly hash?: string;
}

/**
 * The second person says yes. From this entry on the case takes nothing else, and the key is destroyed by whichever
 * instance comes to it first (finish-erasure.ts).
 */
export async function confirmErasure(world: World, answer: ErasureAnswer): Promise<Answer<CaseState>> {
  const { by, caseId } = answer;
  const before = await world.cases.read(caseId);
  const all = before?.erasure?.stage === 'asked' ? await erasableWith(world, before) : accepted([]);
  if (!all.ok) return all;
  // On the list before the entry: a crash in between must not leave an erasure that nobody finishes.
  const first = (): Promise<void> => world.store.markOpen(caseId);
  const confirmed = await actOnCase(world, { by, caseId, act: 'erase-confirm', first }, (state) => {
    const cases = all.value.length === 0 ? [state] : all.value;
    return ruleOn(world, state, { ...answer, due: erasureDue(cases, world.retention) });
  });
  // Again, in case somebody saw the case closed in between and took it off the list.
  if (confirmed.ok) await world.store.markOpen(caseId);
  return confirmed;
}

function ruleOn(world: World, state: CaseState, answer: ErasureAnswer & { due: string }): Answer<Draft> {
  const { by, hash, due } = answer;
  const { caseId, erasure } = state;
  const facts = { case: caseId, step: 'the erasure' };
  const now = world.clock.now();
  if (erasure?.stage !== 'asked') return refuse('wrong-moment', { case: caseId, why: 'No erasure waits.' });
  if (hash !== undefined && hash !== erasure.hash) return refuse('plan-changed', facts);
  if (erasure.askedBy.id === by.id) return refuse('second-person-needed', facts);
  const until = erasure.deadline ?? '';
  if (now.toISOString() > until) return refuse('approval-expired', { ...facts, until });
  const may = mayErase([state], world.retention, now);
  const { basis, askedBy } = erasure;
  return may.ok ? accepted(event('erased', by, { basis, askedBy, lead: caseId, due })) : may;
}

/** Whoever asked may take it back, whoever could confirm may refuse: nothing happens. */
export function declineErasure(world: World, { by, caseId }: ErasureAnswer): Promise<Answer<CaseState>> {
  return actOnCase(world, { by, caseId, act: 'erase-decline' }, ({ erasure }) =>
    erasure?.stage === 'asked'
      ? accepted(event('erasure-declined', by, undefined))
      : refuse('wrong-moment', { case: caseId, why: 'No erasure waits.' }),
  );
}
