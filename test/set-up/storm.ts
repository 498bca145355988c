import { systemClock } from '#bot/system-clock.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { readProtection } from '#bot/workflow/approve/read-protection.ts';
import { allChanges, locate } from '#bot/workflow/case/steps.ts';
import { askUndo } from '#bot/workflow/acts/undo.ts';
import type { World } from '#bot/workflow/world.ts';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import { sandboxSystems } from '#providers/sandbox/sandbox-systems.ts';
import { startCloud, type RunningCloud } from '#providers/sandbox/server.ts';
import { driveUntilQuiet } from './case-world.ts';
import { setFaults } from './cloud-caller.ts';
import { hurriedClock } from './hurried-clock.ts';
import { untruths } from './process/findings.ts';
import { truthsOf } from './process/sandbox-truth.ts';
import { type Aim, isAnotherTry, isAtTheEnd, nextOrders } from './process/next-orders.ts';
import { obey } from './process/orders.ts';
import { seeded } from './process/seeded.ts';
import { alex, smallWorld } from './small-world.ts';
import { isDoneIn, untruthOf } from './truth.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Half of all calls fail, in every way we know, and every read may be a minute old. */
export const storm = {
  rate: 0.4,
  statuses: [429, 500, 502, 503, 504, 507],
  retryAfterSeconds: 5,
  retryAfterShare: 0.5,
  resets: 0.06,
  lostResponses: 0.06,
  halfAnswers: 0.05,
  hangs: 0.003,
  staleReads: 60_000,
  staleVaries: true,
};

/** What a course brought to light. */
export interface Course {
  readonly cases: number;
  /** Changes that were sent, and those that were sent back again. */
  readonly changes: number;
  readonly requests: number;
  /** Share of the requests that failed or were not answered. */
  readonly failed: number;
  /** Where the log says something else than the company, in sentences. */
  readonly untruths: readonly string[];
  /** How changes ended, by the log's words. */
  readonly ends: ReadonlyMap<string, number>;
  /** Done in the company and said to be unknown or not seen yet: honest, and more work for people. */
  readonly doneAndNotSeen: number;
}

/** Above every pause a system asks for, so that no pause is taken for a deadline. */
const attemptMs = 100_000;
const mostRetries = 12;

/**
 * Several leavers of one company at once, while the storm rages. Some are given up after one try, most are carried
 * on until they are complete or taken back again.
 */
export async function course(
  seed: number,
  leavers: readonly string[],
  weather: object = storm,
): Promise<Course> {
  const clock = hurriedClock(attemptMs);
  const cloud = await startCloud({ port: 0, recordFile: null, now: () => clock.now() });
  try {
    const world = await stormWorld(cloud, clock);
    const random = seeded(seed);
    await setFaults(cloud.origin, { ...weather, seed });
    const aims = leavers.map((query): Aim => ({
      query,
      retries: random() < 0.3 ? 0 : mostRetries,
      end: random() < 0.5 ? 'undone' : 'complete',
    }));
    const states = await Promise.all(aims.map((aim) => carry(world, clock, aim)));
    const requests = await recorded(cloud);
    await setFaults(cloud.origin, {});
    return await judge(world, cloud, states, requests);
  } finally {
    await cloud.stop();
  }
}

async function stormWorld(cloud: RunningCloud, clock: VirtualClock): Promise<World> {
  const systems = sandboxSystems({
    origin: cloud.origin,
    granted: permissionsOf(catalog),
    clock,
    limits: { attemptMs, totalMs: 2 * attemptMs },
  });
  return {
    ...(await smallWorld(catalog, { clock })),
    systems,
    protection: (leaver) => readProtection(systems, leaver),
    guards: { neverTouch: [], casesPerHour: 1000 },
    timing: {
      holdMs: 3_600_000,
      verifyWaitsMs: [0, 1000, 2000, 4000, 8000, 15_000],
      heldUpWaitsMs: [15_000, 60_000],
      spreadMs: 60_000,
      attempts: 3,
    },
  };
}

/** People do what they always do, until nobody has anything left to do. */
async function carry(world: World, clock: VirtualClock, aim: Aim): Promise<CaseState> {
  let [state, retried]: [CaseState | null, number] = [null, 0];
  for (let turn = 0; turn < 500; turn++) {
    if (state && isAtTheEnd(state, aim, retried) && !isStillLookedAt(state, turn)) return state;
    const orders = nextOrders(state, aim, retried);
    for (const order of orders) {
      const { caseId } = await obey(world, order);
      if (isAnotherTry(order, state)) retried += 1;
      state = caseId === null ? state : await world.cases.read(caseId);
    }
    if (state) state = await driveUntilQuiet(world, state.caseId);
    // People who have something to do are quick: what is shown to them, and to the bot, may still be old.
    clock.advance(orders.length > 0 ? 1000 : 60_000);
  }
  throw new Error(`${aim.query}: the case does not end: ${state?.status} ${JSON.stringify(state?.heldUp)}`);
}

/** What was accepted and not seen yet is looked at by itself for a while. */
function isStillLookedAt(state: CaseState, turn: number): boolean {
  return turn < 400 && allChanges(state).some(({ status }) => status === 'applied');
}

async function recorded({ origin }: RunningCloud): Promise<readonly RecordedRequest[]> {
  return (await (await fetch(`${origin}/_sandbox/requests`)).json()) as readonly RecordedRequest[];
}

async function judge(
  world: World,
  cloud: RunningCloud,
  states: readonly CaseState[],
  requests: readonly RecordedRequest[],
): Promise<Course> {
  const company = cloud.company();
  const calm = sandboxSystems({
    origin: cloud.origin,
    granted: permissionsOf(catalog),
    clock: systemClock,
  });
  const all = states.flatMap((state) =>
    locate(state).map(({ action, change }) => ({ leaver: state.leaver, action: action.action, change })),
  );
  const found = [
    ...all.flatMap(({ leaver, action, change }) => untruthOf(company, leaver, action, change) ?? []),
    ...(await Promise.all(states.map(async (state) => untruths(state, await truthsOf(state, calm))))).flat(),
    ...(await Promise.all(states.map((state) => undoneTwice(world, state)))).flat(),
  ];
  const sent = all.filter(({ change }) => change.attempts > 0);
  const back = all.filter(({ change }) => change.status.startsWith('undo'));
  const isDone = ({ leaver, action, change }: (typeof all)[number]) =>
    isDoneIn(company, leaver, action, change.change);
  const done = all.filter(isDone).map(({ change }) => change);
  const falselyFailed = done.filter(({ status, attempts }) => status === 'failed' && attempts > 0);
  return {
    cases: states.length,
    changes: sent.length + back.length,
    requests: requests.length,
    failed: requests.filter(({ fault }) => fault !== undefined).length / requests.length,
    untruths: [...found, ...falselyFailed.map(({ ref }) => `${ref} is said to have failed and is done`)],
    ends: countOf(all.map(({ change }) => change.status)),
    doneAndNotSeen: done.filter(({ status }) => status === 'unknown' || status === 'applied').length,
  };
}

/** A case that is taken back altogether has nothing left to take back. */
async function undoneTwice(world: World, { caseId, outcome }: CaseState): Promise<readonly string[]> {
  if (outcome !== 'undone') return [];
  const left = allChanges((await world.cases.read(caseId))!).some(({ status }) => status === 'undo-skipped');
  const again = await askUndo(world, { by: alex, caseId });
  return again.ok && !left ? [`${caseId} was undone and is undone once more`] : [];
}

function countOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
