import type { ActionState, CaseState, ChangeState, StepState } from '../case/case-state.ts';
import { hasHadItsTime, isDueForALook } from './due-for-a-look.ts';
import type { Hold } from '../hold/hold.ts';
import { toLoggedError } from './logged-error.ts';
import { type Outcome, recordOutcome } from './outcome.ts';
import { readBack, type ReadBack } from './read-back.ts';
import { contextOf } from '../plan/read-systems.ts';
import type { World } from '../world.ts';

/** What was accepted and could not be seen is read again, once; nothing is sent. Never seen in time, it has failed. */
export async function lookAgain(world: World, hold: Hold, state: CaseState): Promise<void> {
  const now = world.clock.now();
  for (const step of state.steps) {
    for (const action of step.actions) {
      const refs = action.changes.filter((change) => isDueForALook(change, now)).map(({ ref }) => ref);
      if (refs.length === 0) continue;
      const look = await lookAt(world, hold, { state, step, action, refs });
      for (const ref of refs) await recordOutcome({ hold }, ref, (change) => outcomeOf(change, look, now));
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
function outcomeOf(change: ChangeState, { seen, error }: ReadBack, now: Date): Outcome {
  if (seen.has(change.ref)) return { result: 'verified' };
  if (error) return { result: 'applied', error, reason: 'It was accepted; this time it could not be read.' };
  if (hasHadItsTime(change, now)) return { result: 'failed', reason: neverSeen };
  return { result: 'applied', reason: 'It was accepted and is not to be seen yet.' };
}

/** As `failed` it can be sent again: what is only `applied` is looked at, never sent twice. */
const neverSeen =
  'It was accepted two days ago and has never been seen since, longer than any system needs to show it. ' +
  'Look at it in the system itself; “Try again” looks once more and, if it is still not done, sends it again.';
