import { cameBack } from './came-back.ts';
import type { CaseState } from '../case/case-state.ts';
import { changeRef } from '../case/change-ref.ts';
import { driftOf } from '../plan/drift.ts';
import { event } from '../case/event.ts';
import type { EventData, PlannedAction, PlannedStep } from '../case/events.ts';
import type { Hold } from '../hold/hold.ts';
import { allChosenDone } from '../next-move.ts';
import { planCase } from '../plan/plan.ts';
import { contextOf, readSystems, type Reading } from '../plan/read-systems.ts';
import { changesOf, locate, locateChange } from '../case/steps.ts';
import type { World } from '../world.ts';

/**
 * Reads every system once more and lists the access that is still there, chosen or not. What was read back
 * before and is there again has failed: something outside put it back. What turned up since the plan, in
 * something that was chosen, is asked for before the case may end.
 */
export async function sweepCase(world: World, hold: Hold, state: CaseState): Promise<void> {
  const reading = await readSystems(world, state);
  const steps = planCase(world.catalog, reading.found, contextOf(world, state), new Set());
  const back = await cameBack(world, hold, state, steps);
  if (hold.stopping.aborted) return;
  for (const ref of back) await writeCameBack(hold, ref);
  const asked = await Promise.all(steps.flatMap(({ actions }) => actions.map((now) => askForNew(hold, now))));
  if (!asked.includes(true)) await writeSweep(hold, reading, remainingOf(steps, doneIn(state, back)));
}

async function writeSweep(
  hold: Hold,
  { failures }: Reading,
  remaining: EventData<'swept'>['remaining'],
): Promise<void> {
  const unreadable = failures.map(({ error }) => ({
    system: error.system,
    why: `${error.code}: ${error.message}`,
  }));
  await hold.record((now) => {
    const clean = unreadable.length === 0 && allChosenDone(now);
    const result = clean ? 'verified' : 'failed';
    return event('swept', now.operator, { remaining, unreadable }, { result });
  });
}

/** True when the action would now do more than it was approved for, and its step is asked for again. */
async function askForNew(hold: Hold, now: PlannedAction): Promise<boolean> {
  const { written } = await hold.record((state) => {
    const difference = newIn(state, now);
    if (!difference) return null;
    const reason = 'It turned up after the plan; it is not touched until the step is approved again.';
    return event('drifted', state.operator, difference, {
      step: difference.step.step,
      action: now.action,
      reason,
    });
  });
  return written;
}

/** Only where somebody has said yes, or had nothing to say yes to: a refusal is not asked about again unbidden. */
function newIn(state: CaseState, now: PlannedAction): EventData<'drifted'> | null {
  for (const step of state.steps) {
    const approved = step.actions.find(({ action }) => action === now.action);
    const { status } = step.approval;
    const open = status === 'approved' || (status === 'none' && changesOf(step).length === 0);
    const difference = approved && open ? driftOf(step, approved, now) : null;
    if (difference && difference.added.length > 0) return difference;
  }
  return null;
}

async function writeCameBack(hold: Hold, ref: string): Promise<void> {
  await hold.record((state) => {
    const found = locateChange(state, ref);
    if (found?.change.status !== 'verified') return null;
    const { step, action, change } = found;
    const names = { step: step.step, action: action.action, change: change.change.key };
    const reason = 'It was read back as done, and the closing sweep found it there again.';
    const data = { direction: 'apply', what: change.change.what } as const;
    return event('outcome', state.operator, data, { ...names, result: 'failed', reason });
  });
}

/** Changes that are done, whatever the first look showed. */
function doneIn(state: CaseState, back: ReadonlySet<string>): ReadonlySet<string> {
  const verified = locate(state).filter(({ change }) => change.status === 'verified');
  return new Set(verified.map(({ change }) => change.ref).filter((ref) => !back.has(ref)));
}

function remainingOf(
  steps: readonly PlannedStep[],
  done: ReadonlySet<string>,
): EventData<'swept'>['remaining'] {
  return steps.flatMap(({ actions }) =>
    actions.flatMap(({ action, system, changes, skipped }) => [
      ...changes
        .filter(({ key }) => !done.has(changeRef(action, key)))
        .map(({ what }) => ({ system, what: `Not done: ${what}` })),
      ...skipped.map(({ what, why }) => ({ system, what, why })),
    ]),
  );
}
