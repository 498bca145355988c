import { type Hold, HoldLost } from './hold.ts';
import type { World } from '../world.ts';

/**
 * Works under a hold and says in time that the case is still ours, also while the work only waits: for a slow
 * system, or for a change to be seen. Without it another instance would take the case and send everything again.
 */
export async function keepingHold(world: World, hold: Hold, work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  const beats = beat(world, hold, done.signal);
  try {
    await work();
  } finally {
    done.abort();
    await beats;
  }
}

async function beat(world: World, hold: Hold, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    await world.clock.sleep(world.timing.holdMs / 3, done);
    try {
      if (!done.aborted) await hold.keep();
    } catch (error) {
      // The work finds out by itself at its next entry, and tells.
      if (error instanceof HoldLost) return;
    }
  }
}
