import type { CaseState } from '../case/case-state.ts';
import { mayBeTouched } from '../approve/heed-protection.ts';
import { chosenSteps } from '../case/steps.ts';
import type { Hold } from '../hold/hold.ts';
import { changesAtOnce, laneIsFree } from './lanes.ts';
import { type Batch, readyBatches } from './ready.ts';
import { runBatch } from './run-batch.ts';
import type { World } from '../world.ts';

interface Running {
  readonly system: string;
  readonly batch: Batch;
  readonly end: Promise<unknown>;
}

/**
 * Runs everything that is approved and ready, systems side by side, until nothing is ready any more. Whether the
 * person may still be touched is asked while the first batches look at their systems, and again when a step is approved
 * meanwhile; nothing is written or sent before the answer. When the store goes down or the hold is lost, nothing new starts, what runs comes to its next
 * entry and stops there.
 */
export async function runApproved(world: World, hold: Hold, first: CaseState): Promise<void> {
  const running = new Set<Running>();
  const faults: unknown[] = [];
  const noted = (error: unknown): false => {
    faults.push(error);
    return false;
  };
  let heard = approvalsIn(first);
  let permitted = mayBeTouched(world, hold, first).catch(noted);

  function start(batch: Batch): void {
    const work = runBatch(world, hold, batch, permitted).catch(noted);
    const one: Running = { system: batch.action.system, batch, end: work.then(() => running.delete(one)) };
    running.add(one);
  }

  function startReady(state: CaseState): void {
    if (hold.stopping.aborted) return;
    const now = approvalsIn(state);
    if (!now.isSubsetOf(heard)) permitted = mayBeTouched(world, hold, state).catch(noted);
    heard = now;
    for (const batch of readyBatches(state, world.catalog)) {
      const rest = notYetRunning(world, batch, running);
      if (rest && laneIsFree(batch.action.system, running)) start(rest);
    }
  }

  startReady(first);
  while (running.size > 0) {
    await Promise.race([...running].map(({ end }) => end));
    const state = await world.cases.read(hold.caseId).catch(noted);
    if (state && (await permitted) && faults.length === 0) startReady(state);
  }
  await permitted;
  if (faults.length > 0) throw faults[0];
}

/** Each yes that counts now, by its step and its moment. */
function approvalsIn(state: CaseState): ReadonlySet<string> {
  const approved = chosenSteps(state).filter(({ approval }) => approval.status === 'approved');
  return new Set(approved.map(({ step, approval }) => `${step} ${approval.decidedAt}`));
}

/**
 * What became ready of an action while others of its changes are under way need not wait for these, unless its changes
 * go one by one.
 */
function notYetRunning({ catalog }: World, batch: Batch, running: Iterable<Running>): Batch | null {
  const others = [...running].filter((one) => one.batch.action.action === batch.action.action);
  if (others.length === 0) return batch;
  const action = catalog.find(({ id }) => id === batch.action.action);
  if (!action || changesAtOnce(action) === 1) return null;
  const busy = new Set(others.flatMap((one) => one.batch.refs));
  const refs = batch.refs.filter((ref) => !busy.has(ref));
  return refs.length > 0 ? { ...batch, refs } : null;
}
