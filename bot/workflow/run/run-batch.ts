import type { AnyAction } from '#providers/action.ts';
import type { LoggedError } from '#storage/entry.ts';
import type { CaseState } from '../case/case-state.ts';
import { changeRef } from '../case/change-ref.ts';
import { driftOf } from '../plan/drift.ts';
import { event } from '../case/event.ts';
import type { PlannedAction } from '../case/events.ts';
import type { Hold } from '../hold/hold.ts';
import { changesAtOnce } from './lanes.ts';
import { toLoggedError } from './logged-error.ts';
import { observe, patiently, waitBefore } from './observe.ts';
import { recordOutcome } from './outcome.ts';
import { actionOf, contextOf } from '../plan/read-systems.ts';
import type { Batch } from './ready.ts';
import { sendChange } from './send-change.ts';
import { sideBySide } from './side-by-side.ts';
import { storedChange } from './stored-change.ts';
import { verifySent } from './verify-sent.ts';
import type { Work } from './work.ts';
import type { World } from '../world.ts';

/**
 * One action's ready changes: look again, stop if it is no longer as approved, send them side by side as far as the
 * action and its system bear it, read back.
 * @param permitted whether the person may be touched; nothing is written or sent before it says so
 */
export async function runBatch(
  world: World,
  hold: Hold,
  batch: Batch,
  permitted: Promise<boolean>,
): Promise<void> {
  const state = await world.cases.read(hold.caseId);
  const action = state ? await understood(world, hold, batch) : null;
  if (!state || !action) return;
  const { step } = batch.step;
  const work: Work = { world, hold, action, context: contextOf(world, state), step, accepted: new Map() };
  const look = lookTillAsApproved(work);
  // Nobody waits for a look that is not used: a system that is down would keep it going long after that is known.
  look.catch(() => {});
  if (!(await permitted)) return;
  const now = await look;
  if ('unreadable' in now) return recordUnreadable(work, batch, now.unreadable);
  if (await stopOnDrift(work, now)) return;
  await verifySent(work, await sendAll(work, batch, now));
}

/** Refs of what was sent and is to be read back. Each has its own intent before it, however many go side by side. */
async function sendAll(work: Work, { refs }: Batch, now: PlannedAction): Promise<readonly string[]> {
  const open = new Set(now.changes.map(({ key }) => changeRef(work.action.id, key)));
  const sent = await sideBySide(refs, changesAtOnce(work.action), (ref) =>
    sendChange(work, ref, open.has(ref)),
  );
  return refs.filter((_ref, place) => sent[place]);
}

/** The action, if this version has it and can read its changes out of the log; otherwise nothing is sent. */
async function understood(world: World, hold: Hold, batch: Batch): Promise<AnyAction | null> {
  const { action: id, system, changes } = batch.action;
  try {
    const action = actionOf(world, id);
    for (const { change } of changes) storedChange(action, change);
    return action;
  } catch (error) {
    await recordUnreadable({ hold }, batch, toLoggedError(error, { id, system }));
    return null;
  }
}

/**
 * A difference counts when it lasts: a list that is read page by page can lose a row between two pages while another
 * action of this case takes other rows away.
 */
async function lookTillAsApproved(work: Work): Promise<Look> {
  const { world, hold } = work;
  for (let tries = 1; ; tries++) {
    const now = await lookNow(work);
    if ('unreadable' in now || tries >= world.timing.attempts) return now;
    const state = await world.cases.read(hold.caseId);
    if (!state || !differenceIn(state, work, now)) return now;
    await world.clock.sleep(waitBefore(world, tries), hold.stopping);
  }
}

type Look = PlannedAction | { readonly unreadable: LoggedError };

async function lookNow({ world, action, context }: Work): Promise<Look> {
  try {
    return await patiently(world, () => observe(action, context));
  } catch (error) {
    return { unreadable: toLoggedError(error, action) };
  }
}

async function recordUnreadable(
  work: Pick<Work, 'hold'>,
  { refs }: Batch,
  error: LoggedError,
): Promise<void> {
  for (const ref of refs) await unreadable(work, ref, error);
}

/** A change that was sent before and cannot be looked at now is unknown; one that was not sent has failed. */
async function unreadable(work: Pick<Work, 'hold'>, ref: string, error: LoggedError): Promise<void> {
  await recordOutcome(work, ref, ({ attempts }) =>
    attempts === 0
      ? { result: 'failed', error, reason: 'It could not be read before the change; nothing was sent.' }
      : { result: 'unknown', error, reason: 'It was sent, and it could not be read whether it happened.' },
  );
}

async function stopOnDrift(work: Work, now: PlannedAction): Promise<boolean> {
  const { written } = await work.hold.record((state) => {
    const difference = differenceIn(state, work, now);
    if (!difference) return null;
    const reason =
      'It is no longer as approved; nothing more of this step is sent until it is approved again.';
    return event('drifted', state.operator, difference, { step: work.step, action: work.action.id, reason });
  });
  return written;
}

function differenceIn(state: CaseState, work: Work, now: PlannedAction): ReturnType<typeof driftOf> {
  const step = state.steps.find((one) => one.step === work.step);
  const approved = step?.actions.find((one) => one.action === work.action.id);
  return step && approved ? driftOf(step, approved, now) : null;
}
