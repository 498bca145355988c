import { ProviderError } from '#providers/provider-error.ts';
import type { Draft } from '#storage/entry.ts';
import type { CaseState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { Hold } from '../hold/hold.ts';
import { toLoggedError } from '../run/logged-error.ts';
import type { World } from '../world.ts';

/** Waits before a case that a system holds up is tried again, in ms; the last one repeats. */
export const heldUpWaitsMs: readonly number[] = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 900_000];

/**
 * Makes a move. When a system's failure stops it before anything is sent (whether the person may still be touched
 * cannot be read, or what there is to plan), the log says so and until when the case waits, so that people see it and any instance goes on then.
 */
export async function orHeldUp(world: World, hold: Hold, move: () => Promise<void>): Promise<void> {
  try {
    await move();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await hold.record((state) => heldUpEntry(world, state, error));
  }
}

function heldUpEntry({ clock, timing }: World, state: CaseState, error: ProviderError): Draft {
  const tries = (state.heldUp?.tries ?? 0) + 1;
  const ownMs = timing.heldUpWaitsMs[Math.min(tries, timing.heldUpWaitsMs.length) - 1] ?? 0;
  const waitMs = Math.max(ownMs, error.failure.pauseMs ?? 0);
  const until = new Date(clock.now().getTime() + waitMs).toISOString();
  const what = state.planDue ? 'so there is no plan yet' : 'so nothing is sent';
  const reason = `A system could not be read, ${what}. It is tried again by itself.`;
  const logged = toLoggedError(error, { id: 'advance', system: error.failure.system });
  return event('held-up', state.operator, { tries, until }, { reason, error: logged });
}

/** How long the case still waits for a system, in ms; 0 when it does not. */
export function heldUpForMs({ heldUp }: CaseState, now: Date): number {
  return heldUp ? Math.max(0, Date.parse(heldUp.until) - now.getTime()) : 0;
}
