import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  nat,
  option,
  oneof,
  record,
  type Scheduler,
  scheduler as anyOrder,
} from 'fast-check';
import { expect, it } from 'vitest';
import { advance } from '#bot/workflow/advance.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { chooseForCase } from '#bot/workflow/acts/choose.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import { HoldLost, takeHold } from '#bot/workflow/hold/hold.ts';
import { keepingHold } from '#bot/workflow/hold/keeping-hold.ts';
import type { World } from '#bot/workflow/world.ts';
import type { AnyAction } from '#providers/action.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { patience, seed, times } from '#test/set-up/attack.ts';
import { cupboard, removeThings, type Cupboard } from '#test/set-up/cupboard.ts';
import { alex, caseId, current, goOn, opened, smallWorld } from '#test/set-up/small-world.ts';
import { type VirtualClock, virtualClock } from '#test/set-up/virtual-clock.ts';

/**
 * Every order in which the questions and answers of two or three processes can meet at one log, while a person
 * approves at one of them, another cancels, and some answers take long: what the rules of the hold promise.
 */
const runs = times({ short: 60, long: 4_000 });

/** How often a process takes up the case before it leaves it alone. */
const takes = 6;

interface Play {
  readonly scheduler: Scheduler;
  readonly clock: VirtualClock;
  readonly store: LogStore;
  readonly box: Cupboard;
  /** How long the answers take, in ms, one after the other. */
  readonly delays: Iterator<number>;
  /** What must not be, as it was seen. */
  readonly wrong: string[];
  /** Who took the case last, as the log has it. */
  holder: string;
  isClosed: boolean;
}

/** Each question is some time on the way, and so is each answer; whatever is at the log happens there at once. */
function slowly<T>({ scheduler, clock, delays }: Play, what: string, ask: () => Promise<T>): Promise<T> {
  return scheduler
    .schedule(Promise.resolve(), what)
    .then(ask)
    .finally(() => clock.advance(delays.next().value ?? 0))
    .then(
      (answer) => scheduler.schedule(Promise.resolve(answer), `${what}: answer`),
      (error: unknown) =>
        scheduler.schedule(Promise.resolve(), `${what}: error`).then(() => Promise.reject(error)),
    );
}

function storeOf(play: Play, instance: string): LogStore {
  const { store } = play;
  return {
    ...store,
    append: (entry) =>
      slowly(play, `${instance} writes ${entry.phase}`, async () => {
        await store.append(entry);
        if (entry.phase === 'taken') play.holder = instance;
        if (entry.phase === 'closed') play.isClosed = true;
      }),
    readCase: (id, after) => slowly(play, `${instance} reads`, () => store.readCase(id, after)),
    markEnded: (id) => slowly(play, `${instance} notes the end`, () => store.markEnded(id)),
  };
}

function catalogOf(play: Play, instance: string): readonly AnyAction[] {
  const doors = removeThings(play.box, { id: 'test.doors', group: 'doors' });
  const lights = removeThings(play.box, {
    id: 'test.lights',
    group: 'lights',
    system: 'azure',
    step: 'licences',
  });
  return [doors, lights].map((action) => watched(play, instance, action));
}

/** Sees at its first moment whether a change may be begun by this one. */
function watched(play: Play, instance: string, action: AnyAction): AnyAction {
  return {
    ...action,
    apply(change, context) {
      if (play.holder !== instance)
        play.wrong.push(`${instance} began ${change.key}, the case being ${play.holder}'s`);
      if (play.isClosed) play.wrong.push(`${instance} began ${change.key} in a case that had ended`);
      return slowly(play, `${instance} removes ${change.key}`, () => action.apply(change, context));
    },
  };
}

async function worldOf(play: Play, instance: string): Promise<World> {
  const { scheduler, clock, store } = play;
  const world = await smallWorld(catalogOf(play, instance), {
    store: storeOf(play, instance),
    clock,
    instance,
  });
  // Nobody's waiting moves the time: only slow answers do.
  const sleep = async (): Promise<void> => scheduler.schedule(Promise.resolve(), `${instance} wakes`);
  return { ...world, store, clock: { now: () => clock.now(), sleep } };
}

/** As the driver works: takes the case when it can, loses it or comes to rest, and comes back. */
async function works(world: World): Promise<void> {
  for (let take = 0; take < takes; take++) {
    const hold = await takeHold(world, caseId, new AbortController().signal);
    try {
      if (hold) await keepingHold(world, hold, () => advance(world, hold));
      await hold?.release();
    } catch (error) {
      if (!(error instanceof HoldLost)) throw error;
    }
    await world.clock.sleep(0);
  }
}

/** One step approved, the other asked for; nothing sent yet. */
async function prepared(play: Play): Promise<World> {
  const world = await smallWorld(catalogOf(play, 'first'), { store: play.store, clock: play.clock });
  await opened(world);
  const { revision } = await goOn(world);
  await chooseForCase(world, { by: alex, caseId, revision, mailbox: 'both', successor: '', off: [] });
  await goOn(world);
  await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
  return world;
}

interface Course {
  readonly delays: readonly number[];
  readonly approvesAt: number;
  readonly cancelsAt: number | null;
}

async function isPlayed(scheduler: Scheduler, count: number, course: Course): Promise<void> {
  const things = ['doors', 'lights'].map((group) => ({ name: group, group, value: 'on' }));
  const [store, clock] = [await openSqliteStore({ file: ':memory:' }), virtualClock()];
  const play: Play = {
    scheduler,
    clock,
    store,
    box: cupboard(...things),
    wrong: [],
    holder: '',
    isClosed: false,
    delays: course.delays.values(),
  };
  const last = await prepared(play);
  const names = Array.from({ length: count }, (_, index) => `bot-${index + 1}`);
  const worlds = await Promise.all(names.map((name) => worldOf(play, name)));
  const at = (index: number): World => worlds[index % count]!;
  const approving = decide(at(course.approvesAt), {
    by: alex,
    caseId,
    step: 'licences',
    verdict: 'approve',
    reason: '',
  });
  const canceling = course.cancelsAt === null ? null : cancelCase(at(course.cancelsAt), { by: alex, caseId });
  await scheduler.waitFor(Promise.all([...worlds.map(works), approving, canceling]));
  play.holder = 'first';
  clock.advance(3_600_000);
  await goOn(last);
  await holds(play, last, { approved: await approving, canceled: (await canceling)?.ok === true });
}

async function holds(
  play: Play,
  world: World,
  said: { readonly approved: Awaited<ReturnType<typeof decide>>; readonly canceled: boolean },
): Promise<void> {
  expect(play.wrong).toEqual([]);
  const entries = await play.store.readCase(caseId);
  const epochs = entries.map(({ by }) => by.epoch).filter((epoch) => epoch > 0);
  expect(epochs).toEqual(epochs.toSorted((a, b) => a - b));
  const approvals = entries.filter(({ phase, step }) => phase === 'approved' && step === 'licences');
  expect(approvals).toHaveLength(said.approved.ok ? 1 : 0);
  if (!said.approved.ok) expect(said.canceled).toBe(true);
  const end = entries.findIndex(({ phase }) => phase === 'closed');
  expect(entries.slice(end + 1).filter(({ phase }) => phase === 'intent')).toEqual([]);
  const state = await current(world);
  expect(state.outcome).toBe(said.canceled ? 'canceled' : 'complete');
  if (!said.canceled) expect(play.box.things.size).toBe(0);
}

const courses = (count: number): Arbitrary<Course> =>
  record({
    delays: array(oneof(constant(0), constantFrom(16_000, 31_000, 120_000)), {
      maxLength: 60,
    }),
    approvesAt: nat({ max: count - 1 }),
    cancelsAt: option(nat({ max: count - 1 })),
  });

it.each([2, 3])(
  'whatever the order in which %i processes, an approval and a cancel meet: one works at a time, on one log',
  { timeout: patience(runs, 500) },
  (count) =>
    assert(
      asyncProperty(anyOrder(), courses(count), (scheduler, course) => isPlayed(scheduler, count, course)),
      { seed, numRuns: runs },
    ),
);
