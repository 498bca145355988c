import type { CaseState, ChangeState } from './case-state.ts';
import { changeRef } from './change-ref.ts';
import { event } from './event.ts';
import type { EventData, PlannedStep } from './events.ts';
import type { Hold } from './hold.ts';
import { allChosenDone } from './next-move.ts';
import { planCase } from './plan.ts';
import { contextOf, readSystems } from './read-systems.ts';
import { locate } from './steps.ts';
import type { World } from './world.ts';

/**
 * Reads every system once more and lists the access that is still there, chosen or not. What was read back
 * before and is there again has failed: something outside put it back.
 */
export async function sweepCase(world: World, hold: Hold, state: CaseState): Promise<void> {
  const reading = await readSystems(world, state);
  const steps = planCase(world.catalog, reading.found, contextOf(world, state), new Set());
  for (const ref of cameBack(state, steps)) await writeCameBack(hold, ref);
  const unreadable = reading.failures.map(({ error }) => ({
    system: error.system,
    why: `${error.code}: ${error.message}`,
  }));
  const sweep = { remaining: remainingOf(steps), unreadable };
  await hold.record((now) => {
    const clean = unreadable.length === 0 && allChosenDone(now);
    return event('swept', now.operator, sweep, { result: clean ? 'verified' : 'failed' });
  });
}

function cameBack(state: CaseState, steps: readonly PlannedStep[]): readonly string[] {
  const there = new Set(
    steps.flatMap(({ actions }) =>
      actions.flatMap(({ action, changes }) => changes.map(({ key }) => changeRef(action, key))),
    ),
  );
  return locate(state)
    .map(({ change }) => change)
    .filter((change: ChangeState) => change.status === 'verified' && there.has(change.ref))
    .map(({ ref }) => ref);
}

async function writeCameBack(hold: Hold, ref: string): Promise<void> {
  await hold.record((state) => {
    const found = locate(state).find(({ change }) => change.ref === ref);
    if (found?.change.status !== 'verified') return null;
    const { step, action, change } = found;
    const names = { step: step.step, action: action.action, change: change.change.key };
    const reason = 'It was read back as done, and the closing sweep found it there again.';
    const data = { direction: 'apply', what: change.change.what } as const;
    return event('outcome', state.operator, data, { ...names, result: 'failed', reason });
  });
}

function remainingOf(steps: readonly PlannedStep[]): EventData<'swept'>['remaining'] {
  return steps.flatMap(({ actions }) =>
    actions.flatMap(({ system, changes, skipped }) => [
      ...changes.map(({ what }) => ({ system, what: `Not done: ${what}` })),
      ...skipped.map(({ what, why }) => ({ system, what, why })),
    ]),
  );
}
