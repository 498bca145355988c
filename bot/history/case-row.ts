import { caseTally } from '#cards/case-tally.ts';
import { caseWords, outcomeWords } from '#cards/words.ts';
import type { Actor, Entry } from '#storage/entry.ts';
import { type Erased, erasedIn, goneWord } from '../report/erased.ts';
import type { CaseState } from '../workflow/case/case-state.ts';

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
  /** Status or outcome in words, and whether the case is erased. */
  readonly standing: string;
  readonly tally: string;
  readonly dryRun: boolean;
}

export function caseRow(state: CaseState): CaseRow {
  const erased = erasedIn(state);
  return {
    caseId: state.caseId,
    leaver: leaverOf(state, erased),
    operator: state.operator,
    openedAt: state.openedAt,
    closedAt: state.closedAt ?? null,
    status: state.status,
    outcome: state.outcome ?? null,
    standing: [standingOf(state), ...(erased ? [erased.kind] : [])].join(' · '),
    tally: caseTally(state),
    dryRun: state.dryRun,
  };
}

function leaverOf({ leaver: { id, upn, name } }: CaseState, erased: Erased | null): CaseRow['leaver'] {
  if (!erased) return { id, upn, name };
  const gone = goneWord(erased);
  return { id: gone, upn: gone, name: gone };
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
    standing: 'entries were changed after they were written',
    tally: '',
    dryRun: false,
  };
}
