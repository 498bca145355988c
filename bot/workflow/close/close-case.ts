import type { CaseState } from '../case/case-state.ts';
import type { Result } from '#storage/entry.ts';
import { event } from '../case/event.ts';
import type { EventData } from '../case/events.ts';
import type { Hold } from '../hold/hold.ts';
import type { World } from '../world.ts';

type Outcome = EventData<'closed'>['outcome'];

/** Ends a case in which everything that was chosen has been read back. */
export async function closeCase(world: World, hold: Hold, _state: CaseState): Promise<void> {
  await close(world, hold, 'complete');
}

/** A dry run ends with its plan: nothing was asked, nothing was changed. */
export async function finishDryRun(world: World, hold: Hold, _state: CaseState): Promise<void> {
  await close(world, hold, 'dry-run');
}

export async function close(world: World, hold: Hold, outcome: Outcome): Promise<void> {
  const { state } = await hold.record((now) =>
    now.status === 'closed' ? null : event('closed', now.operator, { outcome }, resultOf(outcome)),
  );
  await world.store.markEnded(state.caseId);
}

/** Of a case that is partly done and partly undone no one word is true. */
function resultOf(outcome: Outcome): { readonly result?: Result } {
  return outcome === 'partly-undone' ? {} : { result: results[outcome] };
}

const results = {
  complete: 'verified',
  undone: 'undone',
  incomplete: 'failed',
  'dry-run': 'skipped',
  canceled: 'skipped',
} as const satisfies Record<Exclude<Outcome, 'partly-undone'>, Result>;
