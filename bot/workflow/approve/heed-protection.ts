import { briefly } from '#providers/briefly.ts';
import { type Protection, whyProtected } from '../../policy/guard.ts';
import type { CaseState, StepState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { Hold } from '../hold/hold.ts';
import { patiently } from '../run/observe.ts';
import { readyBatches } from '../run/ready.ts';
import { changesOf, chosenSteps } from '../case/steps.ts';
import type { World } from '../world.ts';

type Step = (world: World, hold: Hold, state: CaseState) => Promise<void>;

/** Goes on only while the person may still be touched. */
export function heedingProtection(goOn: Step): Step {
  return async (world, hold, state) => {
    if (await mayBeTouched(world, hold, state)) await goOn(world, hold, state);
  };
}

/**
 * False when the person is protected by now, and no approval counts any more: somebody can be given an
 * administrator's rights between the opening of a case and its work. When that cannot be read, nothing is written and
 * nothing sent: it throws, and the driver comes back later.
 */
export async function mayBeTouched(world: World, hold: Hold, state: CaseState): Promise<boolean> {
  const why = isOnlyALook(world, state) ? null : await protectedNow(world, state);
  if (why !== null) await stopSteps(hold, state, why);
  return why === null;
}

/** Looking what became of something sent before touches nobody, and is owed to the log. */
function isOnlyALook({ catalog }: World, state: CaseState): boolean {
  const batches = readyBatches(state, catalog);
  const asks = chosenSteps(state).some(({ approval }) => approval.status === 'none');
  return !asks && batches.every(({ step }) => step.approval.status !== 'approved');
}

/** @throws ProviderError */
async function protectedNow(world: World, { leaver, heldUp }: CaseState): Promise<string | null> {
  const read = (): Promise<Protection> => patiently(world, () => world.protection(leaver));
  // Whoever approved is waiting: that a system does not answer is told in seconds. Once it is, there is all the time.
  const protection = await (heldUp ? read() : briefly(read));
  return whyProtected(leaver, protection, world.guards);
}

/** Nobody's yes counts any more: whoever lifts the protection asks for a new one. */
async function stopSteps(hold: Hold, state: CaseState, stopped: string): Promise<void> {
  for (const { step } of chosenSteps(state)) {
    await hold.record((now) => {
      const live = chosenSteps(now).find((one) => one.step === step && hasWork(one));
      if (!live) return null;
      return event('expired', now.operator, { hash: live.hash, stopped }, { step, reason: stopped });
    });
  }
}

function hasWork(step: StepState): boolean {
  const { status } = step.approval;
  if (status === 'none') return true;
  if (status !== 'asked' && status !== 'approved') return false;
  return changesOf(step).some((change) => change.status === 'waiting' || change.status === 'intended');
}
