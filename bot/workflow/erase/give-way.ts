import type { Draft } from '#storage/entry.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { Hold } from '../hold/hold.ts';
import type { World } from '../world.ts';
import { isBeingErased } from './erasing.ts';
import { casesUnder } from './person-cases.ts';

type Step = (world: World, hold: Hold, state: CaseState) => Promise<void>;

/**
 * Whoever erases writes so first and then looks for open cases; who opens writes first and then looks for an erasure. So
 * of two at once at least one sees the other, and no case is worked on whose key is destroyed. Who opened may have died
 * before looking: whoever plans the case first looks again.
 */
export function heedingErasure(goOn: Step): Step {
  return async (world, hold, state) => {
    if (state.revision === 0 && (await isErasedBeside(world, state))) await hold.record(gaveWay);
    else await goOn(world, hold, state);
  };
}

/** By the key and not by the person: it may be destroyed already. */
async function isErasedBeside(world: World, { caseId, subject }: CaseState): Promise<boolean> {
  if (subject === undefined) return false;
  const cases = await casesUnder(world, subject);
  return cases.some((state) => state.caseId !== caseId && isBeingErased(state));
}

/** The end of a case that was opened while what the log knows of its leaver was being erased. */
export function gaveWay({ operator, status }: CaseState): Draft | null {
  const reason = 'What the log knows of this person is being erased.';
  const more = { result: 'skipped', reason } as const;
  return status === 'closed' ? null : event('closed', operator, { outcome: 'canceled' }, more);
}
