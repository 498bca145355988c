import type { findings } from '#storage/proof/verify.ts';
import { freshPersonKey } from '#storage/person-key.ts';
import type { Draft } from '#storage/entry.ts';
import { type Place, sealed } from '../sealed.ts';
import { recounted } from './mutations.ts';
import { freshKey } from './proof-stage.ts';
import { type Row, type SmallLog, smallLog, stored, type Stored } from './small-log.ts';

/** What an auditor holds in his hands. */
export interface Evidence {
  readonly bundle: readonly string[];
  /** Checkpoints that were kept outside; `null` = none. */
  readonly kept: readonly string[] | null;
  readonly seen: readonly string[];
  readonly keys: readonly string[];
}

type Lists = typeof findings;
/** A place, what is said of it as verify.ts lists it, and what stands where that has `{}`. */
export type Said<list extends keyof Lists> = readonly [string, Lists[list][number], ...string[]];

/** Evidence, and everything that must be said about it. */
export interface Finding {
  /** Of the bundle, in the words of whoever would do it or suffer it. */
  readonly when: string;
  readonly of: () => Promise<Evidence>;
  readonly faults?: readonly Said<'faults'>[];
  readonly gaps?: readonly Said<'gaps'>[];
  readonly newer?: readonly Said<'newer'>[];
}

export const [ours, stranger] = [freshKey(), freshKey()];
export const john = freshPersonKey('john');

/** The first entry of a case; sealed under John Doe's key where `place` says so. */
export const opened = (place: Place = {}, draft: Partial<Draft> = {}) =>
  sealed({ phase: 'opened', reason: 'Zoë asked for it', ...draft }, { caseId: 'OFF-A', ...place });

export const first = opened();
export const second = opened({ after: first });
export const other = opened({ caseId: 'OFF-B' });

/** A log of one entry that is signed. */
export const one = (entry: Stored = stored(first)): SmallLog => smallLog(ours).add(entry).sign();

/** The rows of a log, changed, their numbers made to fit, beside everything that it kept. */
export async function evidence(
  log: SmallLog,
  change: (rows: readonly Row[]) => readonly Row[] = (rows) => rows,
  beside: Partial<Evidence> & { readonly caseId?: string } = {},
): Promise<Evidence> {
  const { caseId, ...rest } = beside;
  const bundle = recounted(text(change(await log.rows(caseId))));
  return { bundle, kept: text(log.kept), seen: [], keys: [ours.fingerprint], ...rest };
}

export const text = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row));

/** Changes the rows of a kind, or takes them out. */
export const each =
  (kind: string, change: (row: Row) => Row | null) =>
  (rows: readonly Row[]): readonly Row[] =>
    rows.flatMap<Row>((row) => (row['kind'] === kind ? (change(row) ?? []) : row));

/** Puts rows in before the first one of a kind. */
export const before =
  (kind: string, ...more: readonly Row[]) =>
  (rows: readonly Row[]): readonly Row[] =>
    rows.toSpliced(
      rows.findIndex((row) => row['kind'] === kind),
      0,
      ...more,
    );
