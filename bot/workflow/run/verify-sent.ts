import type { LoggedError } from '#storage/entry.ts';
import { recordOutcome } from './outcome.ts';
import { readBack } from './read-back.ts';
import type { Work } from './work.ts';

/** Reads back what was sent, patiently: the systems show a change when they have spread it. Unseen is `applied`, never `verified`. */
export async function verifySent(work: Work, refs: readonly string[]): Promise<void> {
  let unseen = [...refs];
  let lastError: LoggedError | undefined;
  for (const wait of work.world.timing.verifyWaitsMs) {
    if (unseen.length === 0) return;
    await work.world.clock.sleep(wait, work.hold.stopping);
    if (work.hold.stopping.aborted) return;
    const { seen, error } = await readBack(work, unseen);
    for (const ref of seen) await recordOutcome(work, ref, () => ({ result: 'verified' }));
    unseen = unseen.filter((ref) => !seen.has(ref));
    lastError = error;
  }
  for (const ref of unseen) await recordOutcome(work, ref, () => notSeen(lastError));
}

function notSeen(error: LoggedError | undefined) {
  return error
    ? ({
        result: 'unknown',
        error,
        reason: 'It was accepted, and it could not be read whether it happened.',
      } as const)
    : ({ result: 'applied', reason: 'It was accepted and is not to be seen yet.' } as const);
}
