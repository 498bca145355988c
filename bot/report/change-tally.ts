import { counted } from '#cards/words.ts';
import type { ChangeLine } from './change-lines.ts';
import type { Evidence } from './evidence.ts';
import { openChanges } from './open-changes.ts';

/** What became of a change. Each one is exactly one of these, so that they add up to what was planned. */
export const fates = {
  readBack: 'read back',
  putBack: 'put back',
  open: 'open',
  failed: 'failed',
  notMade: 'not made',
  leftAlone: 'left alone',
  leftOut: 'left out',
} as const;
export type Fate = keyof typeof fates;
export type Tally = Readonly<Record<Fate, number>>;

export const emptyTally: Tally = {
  readBack: 0,
  putBack: 0,
  open: 0,
  failed: 0,
  notMade: 0,
  leftAlone: 0,
  leftOut: 0,
};

export function tallyOf(evidence: Pick<Evidence, 'changes' | 'outcome'>): Tally {
  const open = new Set(openChanges(evidence));
  const tally = { ...emptyTally };
  for (const change of evidence.changes) tally[fateOf(change, open.has(change))] += 1;
  return tally;
}

export function sumOf(one: Tally, other: Tally): Tally {
  const sum = { ...one };
  for (const fate of Object.keys(fates) as Fate[]) sum[fate] += other[fate];
  return sum;
}

function fateOf({ status, chosen }: ChangeLine, isOpen: boolean): Fate {
  if (status === 'verified') return 'readBack';
  if (status === 'undone') return 'putBack';
  if (status === 'skipped' || status === 'undo-skipped') return 'leftAlone';
  if (!chosen) return 'leftOut';
  if (!isOpen) return 'notMade';
  return status === 'failed' || status === 'undo-failed' ? 'failed' : 'open';
}

/** `34 changes planned: 30 read back, 4 left out`. */
export function tallyWords(tally: Tally): string {
  const planned = Object.values(tally).reduce((sum, many) => sum + many, 0);
  const parts = (Object.keys(fates) as Fate[])
    .filter((fate) => tally[fate] > 0 || fate === 'readBack')
    .map((fate) => `${tally[fate]} ${fates[fate]}`);
  return `${counted(planned, 'change')} planned: ${parts.join(', ')}`;
}
