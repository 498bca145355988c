import type { AnyAction, Change, Context } from '#providers/action.ts';
import { ProviderError } from '#providers/provider-error.ts';
import type { ChangeState } from '../case/case-state.ts';
import { event } from '../case/event.ts';
import type { Hold } from '../hold/hold.ts';
import { toLoggedError } from '../run/logged-error.ts';
import { waitBefore } from '../run/observe.ts';
import { actionOf, contextOf } from '../plan/read-systems.ts';
import { spreadsForMs } from '../run/spread.ts';
import { type Standing, standing } from './standing.ts';
import { type Located, locateChange } from '../case/steps.ts';
import { storedChange } from '../run/stored-change.ts';
import { fromSystem, SystemFault } from '../run/system-fault.ts';
import { recordUndoOutcome } from './undo-outcome.ts';
import { whileHeld } from '../hold/while-held.ts';
import type { World } from '../world.ts';

type Reversible = AnyAction & { rollback(change: Change, context: Context): Promise<void> };

interface Undo {
  readonly world: World;
  readonly hold: Hold;
  readonly action: Reversible;
  readonly ref: string;
  readonly change: Change;
  readonly context: Context;
  /** Where it stood before this undo touched it. */
  readonly was: ChangeState;
}

/** Looks, puts back only what still is as we left it, reads it back. */
export async function undoChange(world: World, hold: Hold, located: Located): Promise<void> {
  const { action, change } = located;
  try {
    const undo = await prepare(world, hold, located);
    if (undo) await undoReversible(undo);
    else await recordUndoOutcome(hold, change.ref, { result: 'skipped', reason: 'There is no way back.' });
  } catch (error) {
    if (!(error instanceof SystemFault)) throw error;
    const logged = toLoggedError(error.cause, { id: action.action, system: action.system });
    await recordUndoOutcome(hold, change.ref, {
      ...(error instanceof Unseen ? unseen : failed),
      error: logged,
    });
  }
}

/** Something was sent, and how it stands since cannot be read. */
class Unseen extends SystemFault {}

const failed = { result: 'failed' } as const;
const unseen = {
  result: 'unknown',
  reason: 'It was sent, and it could not be read whether it happened.',
} as const;

/** `null` when there is no way back. @throws SystemFault when this version cannot read the change out of the log */
async function prepare(world: World, hold: Hold, { action: { action: id }, change }: Located) {
  const state = await world.cases.read(hold.caseId);
  const action = await fromSystem(() => actionOf(world, id));
  if (!state || !isReversible(action)) return null;
  return {
    world,
    hold,
    action,
    ref: change.ref,
    change: await fromSystem(() => storedChange(action, change.change)),
    context: contextOf(world, state),
    was: change,
  };
}

async function undoReversible(undo: Undo): Promise<void> {
  const { hold, ref, was } = undo;
  const now = await lastingStanding(undo);
  if (hold.stopping.aborted) return;
  // What was accepted and never seen may still be carried out: then "as before" is only how it was. The same goes for
  // a picture that may be older than the change.
  const isOver = (was.seenAt !== undefined || was.status === 'failed') && spreadsFor(undo) === 0;
  if (now === 'as before' && isOver)
    return recordUndoOutcome(hold, ref, { result: 'undone', reason: 'It was already as before.' });
  if (now === 'changed since' || (now === 'part of the way' && was.status === 'verified'))
    return leaveAlone(undo);
  const sent = await putBack(undo);
  if (sent) await readBack(undo, sent);
}

/** A difference counts when it lasts: for a while after a change some systems show old and new by turns. */
async function lastingStanding(undo: Undo): Promise<Standing> {
  const { world, hold } = undo;
  let now = await standing(undo);
  for (let tries = 1; tries < world.timing.attempts; tries++) {
    if (now === 'as before' || now === 'as we left it' || hold.stopping.aborted) break;
    await world.clock.sleep(Math.max(waitBefore(world, tries), spreadsFor(undo)), hold.stopping);
    now = await standing(undo);
  }
  return now;
}

function spreadsFor({ world, was }: Undo): number {
  return spreadsForMs(was, world.clock.now(), world.timing.spreadMs);
}

/** What is neither as before nor as we left it is somebody else's work only if ours had been seen to be done. */
async function leaveAlone({ hold, ref, was }: Undo): Promise<void> {
  if (was.status === 'verified') {
    const reason = 'Left alone: somebody else has changed it since.';
    return recordUndoOutcome(hold, ref, { result: 'skipped', reason });
  }
  const reason = 'Left alone: it is neither as it was nor as it was to be. It must be put right by hand.';
  await recordUndoOutcome(hold, ref, { result: 'failed', reason });
}

/** Sent, and to be read back. */
interface Sent {
  /** What came in place of an answer, the last time too; `null` when it was accepted, or is seen to be done. */
  readonly lost: Answer | null;
}

/**
 * `null` when it may not be sent. A lost answer is looked into before anything is sent again; while the system says that
 * it will pass, it is sent again.
 */
async function putBack(undo: Undo): Promise<Sent | null> {
  const { world, hold } = undo;
  for (let tries = 1; ; tries++) {
    if (!(await writeIntent(undo, tries))) return null;
    const failure = await tryRollback(undo);
    if (!failure) return { lost: null };
    const { uncertain, passing } = failure.cause.failure;
    const last = tries >= world.timing.attempts;
    if (!uncertain && (last || !passing)) throw failure;
    if (last) return { lost: failure };
    await world.clock.sleep(waitBefore(world, tries), hold.stopping);
    if (uncertain && (await standingSince(undo)) === 'as before') return { lost: null };
  }
}

/** What the system answered; `null` = done. */
async function tryRollback({ hold, action, change, context }: Undo) {
  try {
    await fromSystem(() => whileHeld(hold, () => action.rollback(change, context)));
    return null;
  } catch (error) {
    if (error instanceof SystemFault && isAnswer(error)) return error;
    throw error;
  }
}

type Answer = SystemFault & { readonly cause: ProviderError };

function isAnswer(error: SystemFault): error is Answer {
  return error.cause instanceof ProviderError;
}

/** @throws the answer that was lost, when nothing is to be seen of what was sent */
async function readBack(undo: Undo, { lost }: Sent): Promise<void> {
  const { world, hold, ref } = undo;
  await world.clock.sleep(spreadsFor(undo), hold.stopping);
  if (hold.stopping.aborted) return;
  for (const wait of world.timing.verifyWaitsMs) {
    await world.clock.sleep(wait, hold.stopping);
    if ((await standingSince(undo)) === 'as before')
      return recordUndoOutcome(hold, ref, { result: 'undone' });
    if (hold.stopping.aborted) return;
  }
  if (lost) throw lost;
  const reason = 'It was accepted and is not to be seen yet.';
  await recordUndoOutcome(hold, ref, { result: 'applied', reason });
}

/** After something was sent. @throws Unseen */
async function standingSince(undo: Undo): Promise<Standing> {
  try {
    return await standing(undo);
  } catch (error) {
    throw error instanceof SystemFault ? new Unseen('not to be read', { cause: error.cause }) : error;
  }
}

/** False when it may not be sent any more. */
async function writeIntent({ hold, ref, change }: Undo, attempt: number): Promise<boolean> {
  if (hold.stopping.aborted) return false;
  const { written } = await hold.record((state) => {
    const found = locateChange(state, ref);
    if (!found || state.status !== 'undoing') return null;
    const names = { step: found.step.step, action: found.action.action, change: change.key };
    const by = state.undo?.askedBy ?? state.operator;
    return event('intent', by, { direction: 'undo', attempt, what: change.what }, names);
  });
  return written;
}

function isReversible(action: AnyAction): action is Reversible {
  return 'rollback' in action;
}
