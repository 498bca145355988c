import type { CaseState } from '#bot/workflow/case/case-state.ts';
import type { AnyAction } from '#providers/action.ts';
import type { Entry } from '#storage/entry.ts';
import type { PersonKey } from '#storage/person-key.ts';
import { cupboard, type Cupboard, removeThings } from '#test/set-up/cupboard.ts';
import { caseId, current, johnDoe, smallWorld } from '#test/set-up/small-world.ts';
import { type SituationName, situations } from './situations.ts';
import type { Build } from './story.ts';

/** A case as it stands: its entries, to be copied into as many stores as wanted. */
export interface Snapshot {
  readonly name: SituationName;
  readonly state: CaseState;
  readonly entries: readonly Entry[];
  /** The leaver's; `null` = destroyed. */
  readonly key: PersonKey | null;
  readonly now: number;
}

/** One step for each policy; nothing in it may be more than a person can read at a glance. */
export function catalogOf(box: Cupboard): readonly AnyAction[] {
  return [
    removeThings(box, { id: 'test.doors', group: 'doors' }),
    removeThings(box, { id: 'test.letters', group: 'letters', step: 'mailbox' }),
    removeThings(box, { id: 'test.rest', group: 'rest', step: 'final-cleanup' }),
  ];
}

export function filledCupboard(): Cupboard {
  return cupboard(
    { name: 'a', group: 'doors', value: 'open' },
    { name: 'b', group: 'doors', value: 'open' },
    { name: 'mail', group: 'letters', value: 'unread' },
    { name: 'rest', group: 'rest', value: 'left' },
  );
}

/** Every situation, brought about once. */
export async function snapshots(): Promise<readonly Snapshot[]> {
  const all = Object.entries(situations).flatMap(([status, some]) =>
    Object.entries(some).map(([name, build]) => ({
      status,
      name: `${status}: ${name}` as SituationName,
      build,
    })),
  );
  return Promise.all(all.map(snapshotOf));
}

async function snapshotOf(situation: {
  status: string;
  name: SituationName;
  build: Build;
}): Promise<Snapshot> {
  const { status, name, build } = situation;
  const box = filledCupboard();
  const base = await smallWorld(catalogOf(box));
  const world = { ...base, elsewhere: () => smallWorld(catalogOf(filledCupboard())) };
  await build({ world, box });
  const state = await current(world);
  if (state.status !== status) throw new Error(`${name}: the case stands at "${state.status}"`);
  const entries = await world.store.readCase(caseId);
  const key = await world.store.keys.keyOf(johnDoe.id);
  await world.store.close();
  return { name, state, entries, key, now: world.clock.now().getTime() };
}
