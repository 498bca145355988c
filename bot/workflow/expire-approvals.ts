import { hasLapsed } from '../approvals/lapsed.ts';
import type { CaseState } from './case-state.ts';
import { event } from './event.ts';
import type { Hold } from './hold.ts';
import { chosenSteps } from './steps.ts';
import type { World } from './world.ts';

/** Writes down which requests were not answered in time and which approvals are too old to act on. */
export async function expireApprovals(world: World, hold: Hold, state: CaseState): Promise<void> {
  for (const { step } of chosenSteps(state)) {
    await hold.record((now) => {
      const late = chosenSteps(now).find((one) => one.step === step);
      if (!late || !hasLapsed(late, world.clock.now(), world.approvals)) return null;
      const reason =
        late.approval.status === 'asked' ? 'Nobody answered in time.' : 'The approval is too old to act on.';
      return event('expired', now.operator, { hash: late.hash }, { step, reason });
    });
  }
}
