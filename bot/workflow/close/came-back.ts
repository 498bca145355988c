import type { ActionState, CaseState } from '../case/case-state.ts';
import { changeRef } from '../case/change-ref.ts';
import type { PlannedStep } from '../case/events.ts';
import type { Hold } from '../hold/hold.ts';
import { observe } from '../run/observe.ts';
import { actionOf, contextOf } from '../plan/read-systems.ts';
import type { World } from '../world.ts';

/**
 * Refs of changes that were read back as done and are there again at every look. One look is not enough: for a
 * while after a change some systems show the old state and the new one by turns.
 */
export async function cameBack(
  world: World,
  hold: Hold,
  state: CaseState,
  steps: readonly PlannedStep[],
): Promise<ReadonlySet<string>> {
  let back = verifiedAmong(state, openIn(steps));
  for (const wait of world.timing.verifyWaitsMs) {
    if (back.size === 0) break;
    await world.clock.sleep(wait, hold.stopping);
    back = await stillThere(world, state, back);
  }
  return back;
}

/** Refs of everything that would have to be done. */
export function openIn(steps: readonly PlannedStep[]): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ actions }) =>
      actions.flatMap(({ action, changes }) => changes.map(({ key }) => changeRef(action, key))),
    ),
  );
}

function verifiedAmong(state: CaseState, open: ReadonlySet<string>): ReadonlySet<string> {
  const changes = actionsOf(state).flatMap((action) => action.changes);
  return new Set(
    changes.filter(({ ref, status }) => status === 'verified' && open.has(ref)).map(({ ref }) => ref),
  );
}

async function stillThere(
  world: World,
  state: CaseState,
  back: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const actions = actionsOf(state).filter(({ changes }) => changes.some(({ ref }) => back.has(ref)));
  const there = await Promise.all(actions.map((action) => openNow(world, state, action)));
  const open = new Set(there.flat());
  return new Set([...back].filter((ref) => open.has(ref)));
}

/** A look that fails takes nothing back: it was seen there a moment ago. */
async function openNow(
  world: World,
  state: CaseState,
  { action: id, changes }: ActionState,
): Promise<readonly string[]> {
  try {
    const now = await observe(actionOf(world, id), contextOf(world, state));
    return now.changes.map(({ key }) => changeRef(id, key));
  } catch {
    return changes.map(({ ref }) => ref);
  }
}

function actionsOf(state: CaseState): readonly ActionState[] {
  return state.steps.flatMap((step) => step.actions);
}
