import type { AnyAction, Context } from '#providers/action.ts';
import { briefMs, isBrief } from '#providers/briefly.ts';
import { ProviderError } from '#providers/provider-error.ts';
import type { PlannedAction } from '../case/events.ts';
import { planAction } from '../plan/plan.ts';
import type { World } from '../world.ts';

/** What the action would do now: its own reading and planning, so that looking and acting cannot disagree. */
export async function observe(action: AnyAction, context: Context): Promise<PlannedAction> {
  return planAction(action, await action.inspect(context), context);
}

/** Tries a read again while the system says that it will pass, and not for long while somebody waits. @throws the last error */
export async function patiently<T>(world: World, read: () => Promise<T>): Promise<T> {
  const { clock, timing } = world;
  const giveUpAt = isBrief() ? clock.now().getTime() + briefMs : Infinity;
  for (let tries = 1; ; tries++) {
    const waitMs = waitBefore(world, tries);
    try {
      return await read();
    } catch (error) {
      const passing = error instanceof ProviderError && error.failure.passing === true;
      const late = clock.now().getTime() + waitMs > giveUpAt;
      if (!passing || late || tries >= timing.attempts) throw error;
    }
    await clock.sleep(waitMs);
  }
}

/** Wait before the next try, in ms. */
export function waitBefore(world: World, tries: number): number {
  const waits = world.timing.verifyWaitsMs;
  return waits[Math.min(tries, waits.length - 1)] ?? 0;
}
