import { approverOf } from '../../approvals/approver-of.ts';
import { deadlineOf } from '../../approvals/lapsed.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { Hold } from '../hold/hold.ts';
import { chosenSteps } from '../case/steps.ts';
import type { World } from '../world.ts';

/** Asks for every chosen step that nobody was asked for yet. The cards follow from the entries. */
export async function askApprovals(world: World, hold: Hold, state: CaseState): Promise<void> {
  for (const { step } of chosenSteps(state)) {
    await hold.record((now) => {
      const open = chosenSteps(now).find((one) => one.step === step && one.approval.status === 'none');
      if (!open) return null;
      const asked = approverOf(open, now, world.approvals);
      const deadline = deadlineOf(world.clock.now(), world.approvals);
      const more = { step, ...(asked.because === undefined ? {} : { reason: asked.because }) };
      return event('asked', now.operator, { ...asked, hash: open.hash, deadline }, more);
    });
  }
}
