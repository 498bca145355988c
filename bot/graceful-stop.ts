import type { Clock, Log } from './workflow/world.ts';

/** Something that must end before the process does. */
export interface Stoppable {
  readonly what: string;
  /** How long it may take, in ms; then it is left behind. */
  readonly withinMs: number;
  stop(): Promise<void>;
}

export interface StopOptions {
  readonly parts: readonly Stoppable[];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Stops parts one after another, in the order given: a part may still need those after it. What does not end
 * in time is left behind, and so is what fails; the rest is stopped all the same. True when all ended well.
 */
export async function stopInOrder({ parts, clock, log }: StopOptions): Promise<boolean> {
  let clean = true;
  for (const part of parts) {
    const patience = new AbortController();
    const late = clock.sleep(part.withinMs, patience.signal).then(() => 'late' as const);
    const how = await Promise.race([ended(part, log), late]);
    patience.abort();
    if (how === 'late') log.warn({ what: part.what }, 'did not stop in time');
    clean &&= how === 'ended';
  }
  return clean;
}

async function ended(part: Stoppable, log: Log): Promise<'ended' | 'failed'> {
  try {
    await part.stop();
    return 'ended';
  } catch (error) {
    log.error({ what: part.what, error }, 'could not be stopped');
    return 'failed';
  }
}
