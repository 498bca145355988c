import type { CaseState } from './case-state.ts';
import type { Hold } from './hold.ts';
import { actionOf, contextOf } from './read-systems.ts';
import { isUnseen } from './ready.ts';
import type { World } from './world.ts';
import { verifySent } from './verify-sent.ts';

/** What was accepted and could not be seen is read again; nothing is sent. */
export async function lookAgain(world: World, hold: Hold, state: CaseState): Promise<void> {
  const once: World = { ...world, timing: { ...world.timing, verifyWaitsMs: [0] } };
  for (const step of state.steps) {
    for (const { action: id, changes } of step.actions) {
      const refs = changes.filter(isUnseen).map(({ ref }) => ref);
      const work = {
        world: once,
        hold,
        action: actionOf(world, id),
        context: contextOf(world, state),
        step: step.step,
      };
      if (refs.length > 0) await verifySent(work, refs);
    }
  }
}
