import { briefly } from '#providers/briefly.ts';
import type { ProviderError } from '#providers/provider-error.ts';
import { event } from '../case/event.ts';
import type { PlannedStep } from '../case/events.ts';
import { freshNonce } from '#storage/person-key.ts';
import { canonicalJson, sha256 } from '#storage/seal.ts';
import { sealDocument } from '#storage/sealed-document.ts';
import type { CaseState } from '../case/case-state.ts';
import type { Hold } from '../hold/hold.ts';
import { planCase } from './plan.ts';
import { LogDamaged } from '#storage/log-store.ts';
import { contextOf, readSystems, type Reading } from './read-systems.ts';
import type { World } from '../world.ts';

/**
 * Reads everything and writes the plan, or why there can be none. A frozen plan is archived with what was found.
 * @throws ProviderError when a system does not answer and may do so soon: that is told at once, and tried again
 */
export async function makePlan(world: World, hold: Hold, state: CaseState): Promise<void> {
  const read = (): Promise<Reading> => readSystems(world, state);
  // Somebody waits for the plan: that a system does not answer is told in seconds. Once it is, there is all the time.
  const reading = await (state.heldUp ? read() : briefly(read));
  if (reading.failures.length > 0) {
    const soon = state.heldUp ? undefined : soonOver(reading);
    if (soon) throw soon;
    return writeUnreadable(hold, reading);
  }
  const steps = planCase(world.catalog, reading.found, contextOf(world, state), state.off);
  if (state.frozen) await archive(world, hold, state, reading);
  await writePlan(hold, steps);
}

/** What the first one said, when nothing stands in the way but what may pass. */
function soonOver({ failures }: Reading): ProviderError | undefined {
  return failures.every(({ passing }) => passing) ? failures[0]?.passing : undefined;
}

async function writeUnreadable(hold: Hold, { failures }: Reading): Promise<void> {
  for (const { action, error } of failures) {
    const reason = `${error.system} could not be read; nothing was planned.`;
    const more = { action, result: 'failed', reason, error } as const;
    await hold.record((state) => event('unreadable', state.operator, undefined, more));
  }
}

async function writePlan(hold: Hold, steps: readonly PlannedStep[]): Promise<void> {
  await hold.record((state) =>
    state.planDue
      ? event('planned', state.operator, { revision: state.revision + 1, steps: [...steps] })
      : null,
  );
}

/** Everything the person held before the first change, as one document whose hash is in the log. */
async function archive(world: World, hold: Hold, state: CaseState, { found }: Reading): Promise<void> {
  const { caseId, leaver } = state;
  const held = Object.fromEntries(found);
  const text = canonicalJson({ v: 1, caseId, leaver, readAt: world.clock.now().toISOString(), held });
  const document = await sealedFor(world, state, text);
  await world.store.saveDocument(document);
  const { id, hash } = document;
  await hold.record(({ operator }) => event('archived', operator, { document: id, hash }));
}

/** Under the leaver's key, as the case's entries are; in the clear where they are. */
async function sealedFor(world: World, { caseId, leaver, subject }: CaseState, text: string) {
  const key = subject === undefined ? null : await world.store.keys.keyOf(leaver.id);
  if (key) return sealDocument(text, { caseId, key, nonce: freshNonce() });
  if (subject !== undefined) throw new LogDamaged(caseId, 'the key of its leaver is gone');
  const hash = sha256(text);
  return { id: hash, text, hash };
}
