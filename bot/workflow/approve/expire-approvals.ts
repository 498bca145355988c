import type { Draft } from '#storage/entry.ts';
import { hasLapsed } from '../../approvals/lapsed.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { Hold } from '../hold/hold.ts';
import { chosenSteps } from '../case/steps.ts';
import type { World } from '../world.ts';

/** Writes down which requests were not answered in time and which approvals are too old to act on. */
export async function expireApprovals(world: World, hold: Hold, state: CaseState): Promise<void> {
  for (const { step } of chosenSteps(state)) {
    await hold.record((now) => expired(world, now, step));
  }
}

/** What came too late once stays so, whatever a clock says later: whoever is told that it is over is told for good. */
export async function expireOnSight(world: World, caseId: string, step: string): Promise<void> {
  await world.cases.record(caseId, (now) => (now ? expired(world, now, step) : null));
}

function expired(world: World, state: CaseState, step: string): Draft | null {
  const late = chosenSteps(state).find((one) => one.step === step);
  if (state.status === 'closed' || !late || !hasLapsed(late, world.clock.now(), world.approvals)) return null;
  const reason =
    late.approval.status === 'asked' ? 'Nobody answered in time.' : 'The approval is too old to act on.';
  return event('expired', state.operator, { hash: late.hash }, { step, reason });
}
