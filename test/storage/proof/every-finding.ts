import type { Finding } from './evidence.ts';
import { inCheckpoints } from './findings-in-checkpoints.ts';
import { inEntries } from './findings-in-entries.ts';
import { inLines } from './findings-in-lines.ts';
import { inSealed } from './findings-in-sealed.ts';
import { ofKeys, soundKeys } from './findings-of-keys.ts';
import { ofOneCase, soundCases } from './findings-of-one-case.ts';

/** Bundles in which something can be found, and exactly what. */
export const all: readonly Finding[] = [
  ...inEntries,
  ...inSealed,
  ...inCheckpoints,
  ...inLines,
  ...ofOneCase,
  ...ofKeys,
];
/** And in which nothing can. */
export const sound = [...soundCases, ...soundKeys];

export function verdictOf({ faults = [], gaps = [], newer = [] }: Omit<Finding, 'when' | 'of'>): string {
  if (faults.length > 0) return 'tampered';
  return gaps.length + newer.length > 0 ? 'incomplete' : 'sound';
}
