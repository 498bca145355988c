import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '#bot/system-clock.ts';
import { createDriver } from '#bot/workflow/driver.ts';
import { createCases } from '#bot/workflow/case/cases.ts';
import { decide } from '#bot/workflow/acts/decide.ts';
import type { World } from '#bot/workflow/world.ts';
import { catalog } from '#providers/catalog.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openStore } from '#storage/open-store.ts';
import { alex, smallWorld } from '#test/set-up/small-world.ts';
import { openBenchBot } from './bench-bot.ts';
import { askedCase } from './case-at-rest.ts';
import { copyCase } from './copied-case.ts';
import { quantile } from './quantile.ts';
import { milliseconds, ratio, type Table } from './table.ts';
import { withStage } from './stage.ts';

const counts = [10, 100, 1000];
const acts = 10;

interface Measured {
  readonly count: number;
  /** The first round after a start, and a later one, ms. */
  readonly first: number;
  readonly later: number;
  /** How late the event loop was at most in these rounds, ms. */
  readonly late: number;
  readonly bytes: number;
  readonly act: number;
}

/** Cases that wait for their approvals, as John Doe's does: what a process that looks after so many pays for each. */
export async function measureOpenCases(): Promise<Table> {
  const entries = await askedEntries();
  return withStage(async ({ folder }) => {
    await measured(entries, join(folder, 'warm-up.db'), 10);
    const found: Measured[] = [];
    for (const count of counts) found.push(await measured(entries, join(folder, `${count}.db`), count));
    return report(found, entries.length);
  });
}

/** The entries of John Doe's case with all approvals asked. */
async function askedEntries(): Promise<readonly Entry[]> {
  return withStage(async ({ around, folder }) => {
    const file = join(folder, 'log.db');
    const bot = await openBenchBot({ cloud: around.ready.cloud, folder, store: { file } });
    try {
      const { caseId } = await askedCase(bot, 'jdoe');
      return await bot.world.store.readCase(caseId);
    } finally {
      await bot.stop();
    }
  });
}

async function measured(entries: readonly Entry[], file: string, count: number): Promise<Measured> {
  const store = await openStore({ file });
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth++) ids.push(await copyCase(store, entries, nth));
  const before = heapUsed();
  const world = await worldOn(store);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const first = await round(world, ids);
  const later = await round(world, ids);
  delay.disable();
  const bytes = heapUsed() - before;
  const act = await actTime(world, ids);
  await store.close();
  return { count, first, later, late: delay.max / 1e6, bytes, act };
}

async function worldOn(store: LogStore): Promise<World> {
  const small = await smallWorld(catalog, { store });
  const { tenant, instance, version, told } = small;
  const cases = createCases({ store, tenant, instance, version, told, now: () => systemClock.now() });
  return { ...small, cases, clock: systemClock };
}

/** One look of the driver at every open case: its first round, by a driver that is new. */
async function round(world: World, ids: readonly string[]): Promise<number> {
  const left = new Set(ids);
  const all = Promise.withResolvers<void>();
  const cases: World['cases'] = {
    ...world.cases,
    record: (...given) => world.cases.record(...given),
    async read(caseId) {
      const state = await world.cases.read(caseId);
      left.delete(caseId);
      if (left.size === 0) all.resolve();
      return state;
    },
  };
  const driver = createDriver({ ...world, cases });
  const start = performance.now();
  driver.start();
  await all.promise;
  const ms = performance.now() - start;
  await driver.stop();
  return ms;
}

/** A person's yes, from the decision to its entry. */
async function actTime(world: World, ids: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (const caseId of ids.slice(0, acts)) {
    const start = performance.now();
    await decide(world, { by: alex, caseId, step: 'azure-access', verdict: 'approve', reason: '' });
    times.push(performance.now() - start);
  }
  return quantile(times, 0.5);
}

/** After everything that nobody holds is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

function report(found: readonly Measured[], entries: number): Table {
  const [least] = found;
  const each = (ms: number, { count }: Measured): number => ms / count;
  return {
    title: `Open cases that wait for people, ${entries} entries each, log in SQLite`,
    head: [
      'cases',
      'first round ms',
      'ms a case',
      'later ms',
      'ms a case',
      '/ 10 cases',
      'KB a case',
      'late ms',
      'an act ms',
    ],
    rows: found.map((one) => [
      String(one.count),
      milliseconds(one.first),
      each(one.first, one).toFixed(2),
      milliseconds(one.later),
      each(one.later, one).toFixed(2),
      least ? ratio(each(one.later, one), each(least.later, least)) : '',
      (one.bytes / one.count / 1024).toFixed(0),
      milliseconds(one.late),
      milliseconds(one.act),
    ]),
    notes: [
      'Goal: a case costs the same, however many there are. A round is the driver’s look at every open case, at its start and once a minute; late: how long the event loop was held up at most meanwhile.',
    ],
  };
}
