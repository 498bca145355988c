import { join } from 'node:path';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import { type Child, startChild } from './child.ts';
import type { CrowdRun } from './crowd-bot.ts';
import { productionTiming } from './production-timing.ts';
import type { Scale } from './scaled-clock.ts';
import { control, withStage } from './stage.ts';
import { milliseconds, ratio, secondsOf, type Table } from './table.ts';

/** Each leaver's changes in Entra: these memberships, the sign-in and the sessions. */
const crowd = { people: 101, groups: 18 };
const latencyMs = 100;
/** Time runs so many times faster, so that the run takes a minute. */
const times = 2;
const budget = { writes: 3000, perMs: 150_000 };
/** A little more than the bot lets go at once: what it sends too fast later is refused. */
const left = 100;

/** A hundred people leave at one moment; the cloud takes no more changes than Graph does. */
export async function measureHundred(): Promise<Table> {
  const scale: Scale = { times, since: Date.now() };
  return withStage(
    async ({ around, folder }) => {
      const { cloud } = around.ready;
      const plan = { cloud, folder, scale, timing: productionTiming, withinBudget: true };
      const bot = await startChild<object>(new URL('crowd-bot.ts', import.meta.url), {
        ...plan,
        store: { file: join(folder, 'log.db') },
      });
      try {
        const cases = await bot.ask<readonly string[]>('open', { from: 0, to: crowd.people });
        await control(cloud, 'faults', { latencyMs: latencyMs / times, writeBudget: { ...budget, left } });
        const alone = await runMetered(bot, cloud, cases.slice(0, 1));
        await control(cloud, 'faults', { latencyMs: latencyMs / times, writeBudget: { ...budget, left } });
        return report(alone, await runMetered(bot, cloud, cases.slice(1)));
      } finally {
        await bot.stop();
      }
    },
    { crowd, scale },
  );
}

interface Metered extends CrowdRun {
  readonly calls: number;
  /** When each change of Graph was taken, seconds of scaled time, in order. */
  readonly taken: readonly number[];
  readonly refused: number;
}

async function runMetered(bot: Child<object>, cloud: string, cases: readonly string[]): Promise<Metered> {
  const before = (await control<readonly unknown[]>(cloud, 'requests')).length;
  const run = await bot.ask<CrowdRun>('run', cases);
  const requests = (await control<readonly RecordedRequest[]>(cloud, 'requests')).slice(before);
  const changes = requests.filter(({ system, method }) => system === 'graph' && method !== 'GET');
  const counted = changes.filter(({ path }) => !/checkMemberGroups|getByIds/.test(path));
  const taken = counted.filter(({ status }) => status !== 429).map(({ time }) => Date.parse(time) / 1000);
  const refused = requests.filter(({ status }) => status === 429).length;
  return { ...run, calls: requests.length, taken: taken.toSorted((a, b) => a - b), refused };
}

function report(alone: Metered, all: Metered): Table {
  const cases = crowd.people - 1;
  const lifeMs = all.ms * times;
  const floorMs = (1000 * (all.taken.length - left)) / (budget.writes / (budget.perMs / 1000));
  const onebyOneMs = alone.ms * times * cases;
  const mega = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;
  return {
    title: `A hundred cases approved at one moment, ${latencyMs} ms a call, Graph takes 3,000 changes in 150 s`,
    head: ['', 'value', 'goal'],
    rows: [
      ['floor: the changes at the budget’s own pace', `${secondsOf(floorMs)} s`, ''],
      ['all approved → all closed', `${secondsOf(lifeMs)} s`, ''],
      ['  / floor', ratio(lifeMs, floorMs), ''],
      ['one case after another, from one case alone', `${secondsOf(onebyOneMs)} s`, ''],
      ['  / the hundred', ratio(onebyOneMs, lifeMs), ''],
      ['share of the budget while there is work for all', shareOf(middle(all.taken)), '≥ 95 %'],
      ['share from the first change to the last', shareOf(all.taken), ''],
      ['refused with 429', String(all.refused), '0'],
      ['event loop late, p50 / p99 / most', delays(all), ''],
      ['  the same, one case alone', delays(alone), ''],
      ['memory before / most', `${mega(all.rssBytes.before)} / ${mega(all.rssBytes.most)}`, '≤ 400 MB'],
      ['processor of the bot, a case', `${Math.round(all.cpuMs / cases)} ms`, ''],
    ],
    notes: [
      `${all.taken.length} changes and ${all.calls} calls in all; ended: ${JSON.stringify(all.ended)}. Seconds as in life; the run's clocks go ${times} times faster, so computing weighs ${times} times as much as in life.`,
      `The budget is a bucket that is nearly empty when it begins (${left} left), so nothing is gained from a full one. The bot keeps to 97.5 % of it and may let the rest go at once.`,
      'While there is work for all: from the 100th change to the last but 10 %. Lateness is how long a timer of 5 ms takes.',
    ],
  };
}

function delays({ delayMs: { p50, p99, max } }: CrowdRun): string {
  return [p50, p99, max].map(milliseconds).join(' / ') + ' ms';
}

function middle(taken: readonly number[]): readonly number[] {
  return taken.slice(100, Math.floor(taken.length * 0.9));
}

function shareOf(taken: readonly number[]): string {
  const seconds = (taken.at(-1) ?? 0) - (taken[0] ?? 0);
  return `${((100 * (taken.length - 1)) / (seconds * (budget.writes / (budget.perMs / 1000)))).toFixed(1)} %`;
}
