import type { Actor } from '#storage/entry.ts';
import type { CaseState, Erasure } from '../workflow/case/case-state.ts';

/** What keeps a case readable or ends that, for the tab. */
export interface KeepingRow {
  readonly what: string;
  readonly by: Actor | null;
  readonly at: string | null;
  readonly why: string | null;
}

/** Legal hold and erasure as they stand, in the order in which they came. Empty of nearly every case. Pure. */
export function keepingRows({ legalHold, erasure, erased }: CaseState): readonly KeepingRow[] {
  const held = legalHold ? [row('Legal hold', legalHold.by, legalHold.at, legalHold.reason)] : [];
  if (erasure) return [...held, ...erasureRows(erasure)];
  return erased ? [...held, lost] : held;
}

const lost = row('Unreadable', undefined, undefined, 'The key is missing, and no erasure is on record.');

function erasureRows(erasure: Erasure): readonly KeepingRow[] {
  const { askedBy, askedAt, basis, stage, confirmedBy, confirmedAt, verifiedBy, verifiedAt } = erasure;
  return [
    row('Erasure asked', askedBy, askedAt, basis),
    ...(stage === 'asked' ? [] : [row('Erasure confirmed', confirmedBy, confirmedAt)]),
    ...(stage === 'verified' ? [row('Erased: the key is gone', verifiedBy, verifiedAt)] : []),
  ];
}

function row(what: string, by?: Actor, at?: string, why?: string): KeepingRow {
  return { what, by: by ?? null, at: at ?? null, why: why ?? null };
}
