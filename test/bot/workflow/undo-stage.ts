import { event } from '#bot/workflow/case/event.ts';
import { locateChange } from '#bot/workflow/case/steps.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { undoChange } from '#bot/workflow/undo/undo-change.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { type Cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, current, isaiah } from '#test/set-up/small-world.ts';
import { plannedChange, plannedStep } from '#test/set-up/told-case.ts';
import { type ActStage, actStage, choice, closed, intent, outcome } from './act-stage.ts';

export const door = { name: 'a', group: 'doors', value: 'open' };
export const id = 'test.azure-access';
const ref = `${id}/a`;
const plan = event('planned', alex, {
  revision: 1,
  steps: [plannedStep('azure-access', plannedChange('a', { from: door }))],
});

export async function undoStage(box: Cupboard): Promise<ActStage> {
  return { ...(await actStage()), catalog: [removeThings(box, { id, group: 'doors' })] };
}

/** Undoes the one change, which ended so, an hour after it; what that wrote. */
export async function undoIn(
  world: ActStage,
  results: NonNullable<Draft['result']>[] = ['verified'],
  { confirmed = true, stopping = new AbortController().signal } = {},
): Promise<readonly Entry[]> {
  const asked = event('undo-asked', isaiah, { refs: [ref], hash: 'h' });
  const yes = confirmed ? [event('undo-confirmed', isaiah, { refs: [ref], hash: 'h' })] : [];
  const ends = results.map((result) => outcome('a', result));
  await world.at(choice, plan, intent('a'), ...ends, closed, asked, ...yes);
  world.clock.advance(3_600_000);
  const hold = await takeHold(world, caseId, stopping);
  const state = await current(world);
  const located = locateChange(state, ref);
  if (!hold || !located) throw new Error('nothing to undo');
  await undoChange(world, hold, located);
  const entries = await world.store.readCase(caseId, state.head.seq);
  return entries.filter(({ phase }) => phase !== 'taken');
}

/** What was written before each sending. */
export const intents = (entries: readonly Entry[]) =>
  entries.filter(({ phase }) => phase === 'intent').map(({ data }) => data);

export const end = (entries: readonly Entry[]) => entries.at(-1);

export const attempts = (entries: readonly Entry[]) =>
  intents(entries).map((data) => (data as { attempt: number }).attempt);
