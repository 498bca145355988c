import type { CaseState } from './case-state.ts';
import type { Hold } from './hold.ts';
import { laneIsFree } from './lanes.ts';
import { type Batch, readyBatches } from './ready.ts';
import { runBatch } from './run-batch.ts';
import type { World } from './world.ts';

/**
 * Runs everything that is approved and ready, systems side by side, until nothing is ready any more. When the
 * store goes down or the hold is lost, nothing new starts, what runs comes to its next entry and stops there.
 */
export async function runApproved(world: World, hold: Hold, first: CaseState): Promise<void> {
  const running = new Map<string, { readonly system: string; readonly end: Promise<void> }>();
  let fault: unknown;

  function start(batch: Batch): void {
    const { action: id, system } = batch.action;
    const end = runBatch(world, hold, batch)
      .catch((error: unknown) => void (fault ??= error))
      .finally(() => running.delete(id));
    running.set(id, { system, end });
  }

  let state: CaseState | null = first;
  do {
    for (const batch of state && !hold.stopping.aborted ? readyBatches(state, world.catalog) : []) {
      if (!running.has(batch.action.action) && laneIsFree(batch.action.system, running.values()))
        start(batch);
    }
    if (running.size === 0) break;
    await Promise.race([...running.values()].map(({ end }) => end));
    state = await world.cases.read(hold.caseId).catch((error: unknown) => {
      fault ??= error;
      return null;
    });
  } while (fault === undefined);
  await Promise.all([...running.values()].map(({ end }) => end));
  if (fault !== undefined) throw fault;
}
