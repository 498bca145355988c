import { event } from '#bot/workflow/case/event.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { readyBatches } from '#bot/workflow/run/ready.ts';
import { runBatch } from '#bot/workflow/run/run-batch.ts';
import type { Draft, Entry } from '#storage/entry.ts';
import { type Cupboard, cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { alex, caseId, current, isaiah } from '#test/set-up/small-world.ts';
import { plannedChange, plannedStep } from '#test/set-up/told-case.ts';
import { type ActStage, actStage, ask, azure, choice } from './act-stage.ts';

export const door = { name: 'a', group: 'doors', value: 'open' };
export const id = 'test.azure-access';

/** One door, and a case in which its removal is approved. */
export interface RunStage {
  readonly box: Cupboard;
  world: ActStage;
}

export async function runStage(): Promise<RunStage> {
  const box = cupboard(door);
  return { box, world: { ...(await actStage()), catalog: [removeThings(box, { id, group: 'doors' })] } };
}

interface Run {
  readonly from?: unknown;
  readonly before?: readonly Draft[];
  readonly permitted?: boolean;
  readonly stopping?: AbortSignal;
}

/** Runs the one change, approved by Isaiah; what that wrote. */
export async function run(
  { box, world }: RunStage,
  { from = door, before = [], permitted = true, stopping }: Run = {},
): Promise<readonly Entry[]> {
  const step = {
    ...plannedStep('azure-access', plannedChange('a', { from: from as never })),
    hash: azure.hash,
  };
  const plan = event('planned', alex, { revision: 1, steps: [step] });
  const yes = event('approved', isaiah, { hash: azure.hash }, { step: step.step });
  await world.at(choice, plan, ask(), yes, ...before);
  const hold = await takeHold(world, caseId, stopping ?? new AbortController().signal);
  const state = await current(world);
  const [batch] = readyBatches(state, [removeThings(box, { id, group: 'doors' })]);
  if (!hold || !batch) throw new Error('nothing is ready');
  await runBatch(world, hold, batch, Promise.resolve(permitted));
  const entries = await world.store.readCase(caseId, state.head.seq);
  return entries.filter(({ phase }) => phase !== 'taken');
}
export const names = { actor: { name: 'Isaiah Langer' }, step: 'azure-access', action: id, change: 'a' };
export const words = (entries: readonly Entry[]) =>
  entries.map(({ phase, result }) => `${phase} ${result ?? ''}`.trim());
export const end = (entries: readonly Entry[]) => entries.at(-1);
export const attempts = (entries: readonly Entry[]) =>
  entries.filter(({ phase }) => phase === 'intent').map(({ data }) => (data as { attempt: number }).attempt);
export const sent = ({ box }: RunStage) => box.calls.filter((call) => call.startsWith('apply')).length;
