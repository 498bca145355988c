import type { CaseState } from './case-state.ts';
import type { Result } from '#storage/entry.ts';
import { event } from './event.ts';
import type { EventData } from './events.ts';
import type { Hold } from './hold.ts';
import type { World } from './world.ts';

/** Ends a case in which everything that was chosen has been read back. */
export async function closeCase(world: World, hold: Hold, _state: CaseState): Promise<void> {
  await close(world, hold, 'complete');
}

/** A dry run ends with its plan: nothing was asked, nothing was changed. */
export async function finishDryRun(world: World, hold: Hold, _state: CaseState): Promise<void> {
  await close(world, hold, 'dry-run');
}

export async function close(
  world: World,
  hold: Hold,
  outcome: EventData<'closed'>['outcome'],
): Promise<void> {
  const state = await hold.record((now) =>
    now.status === 'closed' ? null : event('closed', now.operator, { outcome }, { result: results[outcome] }),
  );
  await world.store.markEnded(state.caseId);
}

const results = {
  complete: 'verified',
  undone: 'undone',
  incomplete: 'failed',
  'dry-run': 'skipped',
  canceled: 'skipped',
} as const satisfies Record<EventData<'closed'>['outcome'], Result>;
