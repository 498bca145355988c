import type { ActionState, CaseState, StepState } from '../case/case-state.ts';
import { isDueForALook } from './due-for-a-look.ts';
import type { Hold } from '../hold/hold.ts';
import { toLoggedError } from './logged-error.ts';
import { type Outcome, recordOutcome } from './outcome.ts';
import { readBack, type ReadBack } from './read-back.ts';
import { contextOf } from '../plan/read-systems.ts';
import type { World } from '../world.ts';

/** What was accepted and could not be seen is read again, once; nothing is sent. */
export async function lookAgain(world: World, hold: Hold, state: CaseState): Promise<void> {
  const now = world.clock.now();
  for (const step of state.steps) {
    for (const action of step.actions) {
      const refs = action.changes.filter((change) => isDueForALook(change, now)).map(({ ref }) => ref);
      if (refs.length === 0) continue;
      const look = await lookAt(world, hold, { state, step, action, refs });
      for (const ref of refs) await recordOutcome({ hold }, ref, () => outcomeOf(ref, look));
    }
  }
}

interface Unseen {
  readonly state: CaseState;
  readonly step: StepState;
  readonly action: ActionState;
  readonly refs: readonly string[];
}

async function lookAt(
  world: World,
  hold: Hold,
  { state, step, action: { action: id, system }, refs }: Unseen,
): Promise<ReadBack> {
  const action = world.catalog.find((one) => one.id === id);
  if (action)
    return readBack({ world, hold, action, context: contextOf(world, state), step: step.step }, refs);
  return { seen: new Set(), error: toLoggedError(new Error(`no action is called ${id}`), { id, system }) };
}

/** A look that failed takes nothing back: it was accepted, and the next look may see it. */
function outcomeOf(ref: string, { seen, error }: ReadBack): Outcome {
  if (seen.has(ref)) return { result: 'verified' };
  if (!error) return { result: 'applied', reason: 'It was accepted and is not to be seen yet.' };
  return { result: 'applied', error, reason: 'It was accepted; this time it could not be read.' };
}
