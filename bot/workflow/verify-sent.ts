import type { Change } from '#providers/action.ts';
import type { LoggedError } from '#storage/entry.ts';
import { changeRef } from './change-ref.ts';
import { toLoggedError } from './logged-error.ts';
import { observe } from './observe.ts';
import { recordOutcome } from './outcome.ts';
import type { Work } from './run-batch.ts';
import { locate } from './steps.ts';
import { storedChange } from './stored-change.ts';

/** Reads back what was sent, patiently: the systems show a change when they have spread it. Unseen is `applied`, never `verified`. */
export async function verifySent(work: Work, refs: readonly string[]): Promise<void> {
  let unseen = [...refs];
  let lastError: LoggedError | undefined;
  for (const wait of work.world.timing.verifyWaitsMs) {
    if (unseen.length === 0) return;
    await work.world.clock.sleep(wait, work.hold.stopping);
    if (work.hold.stopping.aborted) return;
    try {
      const seen = await seenAmong(work, unseen);
      for (const ref of seen) await recordOutcome(work, ref, () => ({ result: 'verified' }));
      unseen = unseen.filter((ref) => !seen.has(ref));
      lastError = undefined;
    } catch (error) {
      if (!isReadError(error)) throw error;
      lastError = toLoggedError(error.cause, work.action);
    }
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

/** Marks that reading failed, so that a store that is down is not mistaken for it. */
class ReadError extends Error {
  override readonly name = 'ReadError';
}

function isReadError(error: unknown): error is ReadError {
  return error instanceof ReadError;
}

async function seenAmong(work: Work, refs: readonly string[]): Promise<ReadonlySet<string>> {
  const changes = await storedChanges(work, refs);
  try {
    return await (work.action.verify ? seenByAction(work, changes) : seenByPlanning(work, changes));
  } catch (error) {
    throw new ReadError('could not be read back', { cause: error });
  }
}

async function storedChanges(work: Work, refs: readonly string[]): Promise<ReadonlyMap<string, Change>> {
  const state = await work.world.cases.read(work.hold.caseId);
  const wanted = new Set(refs);
  const found = (state ? locate(state) : []).filter(({ change }) => wanted.has(change.ref));
  return new Map(found.map(({ change }) => [change.ref, storedChange(work.action, change.change)]));
}

async function seenByPlanning(
  work: Work,
  changes: ReadonlyMap<string, Change>,
): Promise<ReadonlySet<string>> {
  const now = await observe(work.action, work.context);
  const left = new Set(now.changes.map(({ key }) => changeRef(work.action.id, key)));
  return new Set([...changes.keys()].filter((ref) => !left.has(ref)));
}

async function seenByAction(work: Work, changes: ReadonlyMap<string, Change>): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const [ref, change] of changes) {
    if (await work.action.verify?.(change, work.context)) seen.add(ref);
  }
  return seen;
}
