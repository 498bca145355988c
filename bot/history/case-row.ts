import { caseTally } from '#cards/case-tally.ts';
import { caseWords, outcomeWords } from '#cards/words.ts';
import type { Actor, Entry } from '#storage/entry.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { type Gone, goneIn } from './gone.ts';

/** A case as the tab's list shows and exports it. */
export interface CaseRow {
  readonly caseId: string;
  readonly leaver: { readonly id: string; readonly upn: string; readonly name: string } | null;
  readonly operator: Actor | null;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  /** `damaged`: entries of the case were changed after they were written. */
  readonly status: CaseState['status'] | 'damaged';
  readonly outcome: CaseState['outcome'] | null;
  /** Why nobody can read it any more; `null`: it can be read. */
  readonly gone: Gone | null;
  /** Status or outcome in words, and whether the case is erased. */
  readonly standing: string;
  readonly tally: string;
  readonly dryRun: boolean;
}

export function caseRow(state: CaseState): CaseRow {
  const gone = goneIn(state);
  return {
    caseId: state.caseId,
    leaver: leaverOf(state, gone),
    operator: state.operator,
    openedAt: state.openedAt,
    closedAt: state.closedAt ?? null,
    status: state.status,
    outcome: state.outcome ?? null,
    gone,
    standing: [standingOf(state), ...(gone ? [goneStanding[gone.kind]] : [])].join(' · '),
    tally: caseTally(state),
    dryRun: state.dryRun,
  };
}

const goneStanding: Readonly<Record<Gone['kind'], string>> = {
  erased: 'erased',
  'being erased': 'being erased',
  'key lost': 'cannot be read',
};

function leaverOf({ leaver: { id, upn, name } }: CaseState, gone: Gone | null): CaseRow['leaver'] {
  return gone ? { id: gone.word, upn: gone.word, name: gone.word } : { id, upn, name };
}

function standingOf({ outcome, status }: CaseState): string {
  return outcome === undefined ? caseWords[status] : outcomeWords[outcome];
}

/** What one sound entry of a case tells that cannot be read as a whole. */
export function damagedRow({ caseId, leaver, at }: Entry): CaseRow {
  return {
    caseId,
    leaver: leaver ?? null,
    operator: null,
    openedAt: at,
    closedAt: null,
    status: 'damaged',
    outcome: null,
    gone: null,
    standing: 'entries were changed after they were written',
    tally: '',
    dryRun: false,
  };
}
