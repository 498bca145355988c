import type { Spent } from './meter-look-ups.ts';
import { quantile } from './quantile.ts';
import { milliseconds, ratio } from './table.ts';

/** One measured answer. */
export interface Sample {
  readonly ms: number;
  /** Look-ups of the caller in that time; absent for the bare bot. */
  readonly lookUps?: Spent;
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
];

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
    ...lookUpCells(samples, p50),
  ];
}

function lookUpCells(samples: readonly Sample[], p50: number): readonly string[] {
  const spent = samples.flatMap(({ lookUps }) => lookUps ?? []);
  const calls = quantile(
    spent.map(({ calls }) => calls),
    0.5,
  );
  if (spent.length === 0 || calls === 0) return [];
  const ms = quantile(
    spent.map((one) => one.ms),
    0.5,
  );
  return [String(calls), milliseconds(ms), `${Math.round((100 * ms) / p50)} %`];
}

function timesOf(samples: readonly Sample[]): readonly number[] {
  return samples.map(({ ms }) => ms);
}
