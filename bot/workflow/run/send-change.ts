import { ProviderError } from '#providers/provider-error.ts';
import type { Change } from '#providers/action.ts';
import type { CaseState, ChangeState } from '../case/case-state.ts';
import { changeRef } from '../case/change-ref.ts';
import { event } from '../case/event.ts';
import { toLoggedError } from './logged-error.ts';
import { observe, patiently, waitBefore } from './observe.ts';
import { recordOutcome } from './outcome.ts';
import { asSent, readBack } from './read-back.ts';
import { isOpen } from './ready.ts';
import type { Work } from './work.ts';
import { type Located, locateChange } from '../case/steps.ts';
import { storedChange } from './stored-change.ts';
import { isOurOwn } from './system-fault.ts';
import { whileHeld } from '../hold/while-held.ts';

/**
 * Intent, then effect. True when the change was sent, or is found done, and is to be read back; false when it
 * ended here (its outcome is written) or may not be sent any more.
 */
export async function sendChange(work: Work, ref: string, stillToDo: boolean): Promise<boolean> {
  if (!stillToDo) return wasInterrupted(work, ref);
  for (let tries = 1; tries <= work.world.timing.attempts; tries++) {
    const change = await writeIntent(work, ref);
    if (!change) return notSent(work, ref);
    const failure = await tryApply(work, change);
    if (!failure) {
      work.accepted?.set(ref, work.world.clock.now().toISOString());
      return true;
    }
    const last = !failure.mayPass || tries === work.world.timing.attempts;
    await work.world.clock.sleep(waitToLook(work, failure, { tries, last }), work.hold.stopping);
    const seen = await happenedAllTheSame(work, ref, failure);
    if (seen !== 'no') return seen === 'yes';
    if (last) await recordOutcome(work, ref, () => ({ result: 'failed', error: failure.error }));
    if (last) return false;
  }
  return false;
}

/** Nothing is left to do for it: right if an earlier try of ours was cut off, and drift (seen before) otherwise. */
async function wasInterrupted(work: Work, ref: string): Promise<boolean> {
  const state = await work.world.cases.read(work.hold.caseId);
  return state !== null && (find(state, ref)?.attempts ?? 0) > 0;
}

/** What was cut off earlier and is seen not to have happened may not be sent again without an approval. */
async function notSent(work: Work, ref: string): Promise<false> {
  const reason = 'It has not happened, and it is not sent again: its approval is over.';
  await recordOutcome(work, ref, ({ status }, { step: { approval } }) =>
    status === 'intended' && approval.status !== 'approved' ? { result: 'failed', reason } : null,
  );
  return false;
}

/** `null` when the change may not be sent: its approval is gone, or it has an outcome. */
async function writeIntent(work: Work, ref: string): Promise<Change | null> {
  if (work.hold.stopping.aborted) return null;
  const { written, state } = await work.hold.record((now) => {
    const found = locateChange(now, ref);
    if (!found || now.status !== 'working' || !mayBeSent(found)) return null;
    const { step, action, change } = found;
    const names = { step: step.step, action: action.action, change: change.change.key };
    return event(
      'intent',
      step.approval.decidedBy ?? now.operator,
      { direction: 'apply', attempt: change.attempts + 1, what: change.change.what },
      names,
    );
  });
  const sending = written ? find(state, ref) : undefined;
  return sending ? storedChange(work.action, sending.change) : null;
}

function mayBeSent({ step, change }: Located): boolean {
  return step.approval.status === 'approved' && isOpen(change);
}

interface Failure {
  readonly error: ReturnType<typeof toLoggedError>;
  readonly mayPass: boolean;
  readonly uncertain: boolean;
  readonly absent: boolean;
}

async function tryApply(work: Work, change: Change): Promise<Failure | null> {
  try {
    await whileHeld(work.hold, () => work.action.apply(change, work.context));
    return null;
  } catch (error) {
    if (isOurOwn(error)) throw error;
    const {
      uncertain = false,
      passing = false,
      absent = false,
    } = error instanceof ProviderError ? error.failure : {};
    return { error: toLoggedError(error, work.action), mayPass: uncertain || passing, uncertain, absent };
  }
}

/** The last look decides whether it failed, so it is not taken while the system may still show the past. In ms. */
function waitToLook(
  { world }: Work,
  { uncertain }: Failure,
  { tries, last }: { readonly tries: number; readonly last: boolean },
): number {
  if (last) return uncertain ? world.timing.spreadMs : 0;
  return waitBefore(world, tries);
}

/** By our own call, of which the answer was lost, or by what somebody else did to the thing since the last look. */
async function happenedAllTheSame(work: Work, ref: string, failure: Failure) {
  if (failure.uncertain) return happened(work, ref);
  return failure.absent && (await isOver(work, ref)) ? 'yes' : 'no';
}

/** An answer was lost: look before sending again. When even that fails, the change is `unknown` and nothing more is sent. */
async function happened(work: Work, ref: string): Promise<'yes' | 'no' | 'cannot tell'> {
  const { context } = await asSent(work);
  try {
    const now = await patiently(work.world, () => observe(work.action, context));
    return now.changes.some(({ key }) => changeRef(work.action.id, key) === ref) ? 'no' : 'yes';
  } catch (cause) {
    const error = toLoggedError(cause, work.action);
    await recordOutcome(work, ref, () => ({
      result: 'unknown',
      error,
      reason: 'No answer came, and it could not be read whether it happened.',
    }));
    return 'cannot tell';
  }
}

/** What was to be changed is gone, taken away by somebody else since the last look: then nothing is left to do. */
async function isOver(work: Work, ref: string): Promise<boolean> {
  return (await readBack(work, [ref])).seen.has(ref);
}

function find(state: CaseState, ref: string): ChangeState | undefined {
  return locateChange(state, ref)?.change;
}
