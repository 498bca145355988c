import type { Spent } from './product-bot.ts';
import { quantile } from './quantile.ts';
import { milliseconds, ratio } from './table.ts';

/** One measured answer. */
export interface Sample {
  readonly ms: number;
  /** Absent where nothing but the time is known. */
  readonly spent?: Spent;
}

export const sampleHead = [
  '',
  'n',
  'p50 ms',
  'p95 ms',
  'p50 / floor',
  'p95 / floor',
  'look-ups',
  'their ms',
  'share',
  'log reads',
  'writes',
];

export const spentWords =
  'Look-ups: calls to the directory about who acts, time in which one was under way, its share of p50. Log reads and writes: questions to the store until the answer, caches too. Each the median.';

/** `floor`: the bare bot's samples of the same run. */
export function sampleRow(
  name: string,
  samples: readonly Sample[],
  floor: readonly Sample[],
): readonly string[] {
  const times = timesOf(samples);
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  const floors = timesOf(floor);
  return [
    name,
    String(samples.length),
    milliseconds(p50),
    milliseconds(p95),
    ratio(p50, quantile(floors, 0.5)),
    ratio(p95, quantile(floors, 0.95)),
    ...spentCells(samples, p50),
  ];
}

function spentCells(samples: readonly Sample[], p50: number): readonly string[] {
  const spent = samples.flatMap((one) => one.spent ?? []);
  if (spent.length === 0) return [];
  const median = (value: (one: Spent) => number): number => quantile(spent.map(value), 0.5);
  const [calls, ms] = [median(({ lookUps }) => lookUps.calls), median(({ lookUps }) => lookUps.ms)];
  const lookUps =
    calls === 0 ? ['0', '', ''] : [String(calls), milliseconds(ms), `${Math.round((100 * ms) / p50)} %`];
  return lookUps.concat(String(median(({ log }) => log.reads)), String(median(({ log }) => log.writes)));
}

function timesOf(samples: readonly Sample[]): readonly number[] {
  return samples.map(({ ms }) => ms);
}
