import { accessTime } from '#cards/access-time.ts';
import { systemName } from '#cards/words.ts';
import type { AnyAction } from '#providers/action.ts';
import type { Entry } from '#storage/entry.ts';
import { decisionsIn } from '../report/decisions.ts';
import { planIn } from '../report/evidence.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { accessRows } from './access-rows.ts';
import { approvalRows, goneApprovalRows } from './approval-rows.ts';
import { caseRow } from './case-row.ts';
import { type ChainState, chainState, type Cover } from './chain-state.ts';
import { earlierSweep } from './earlier-sweep.ts';
import { entryRow } from './entry-row.ts';
import { withGoneWord } from './gone-entries.ts';
import { keepingRows } from './keeping-rows.ts';

/** What the page of a case shows. */
export type CasePage =
  | (ReturnType<typeof casePage> & { readonly kind: 'case' })
  | { readonly kind: 'damaged'; readonly caseId: string; readonly chain: ChainState };

/** Entries of the timeline that are sent at once. */
const timelineSize = 200;

export interface CaseRead {
  readonly state: CaseState;
  /** All of them, in order. */
  readonly entries: readonly Entry[];
  readonly cover: Cover | null;
}

/** The whole of a case for people; of its timeline what follows position `after`. Pure. */
export function casePage({ state, entries, cover }: CaseRead, catalog: readonly AnyAction[], after: number) {
  const row = caseRow(state);
  const word = row.gone?.word;
  const told = word === undefined ? entries : entries.map((entry) => withGoneWord(entry, word));
  const shown = told.slice(after, after + timelineSize);
  const more = after + shown.length < entries.length;
  return {
    ...row,
    keeping: keepingRows(state),
    manager: word ?? state.leaver.manager?.name ?? null,
    chosenBy: planIn(told, state)?.by ?? null,
    /** How long the person could still sign in, in a sentence. */
    lastAccess: accessTime(state),
    approvals: word === undefined ? approvalRows(state) : goneApprovalRows(decisionsIn(told, word), word),
    access: accessRows(state),
    leftAlone: leftAlone(state),
    ...closingSweep(state, entries),
    chain: chainState(entries, cover),
    timeline: shown.map((entry) => entryRow(entry, catalog)),
    /** Position after which the timeline goes on; `null` at its end. */
    next: more ? after + shown.length : null,
  };
}

/** What the last look over every system found, as long as nothing was sent since. */
function closingSweep({ sweep }: CaseState, entries: readonly Entry[]) {
  return {
    remaining: (sweep?.remaining ?? []).map(({ system, what, why = null }) => {
      return { systemName: systemName(system), what, why };
    }),
    unreadable: (sweep?.unreadable ?? []).map(({ system, why }) => {
      return { systemName: systemName(system), why };
    }),
    isSwept: sweep !== undefined,
    /** The newest one, where something was sent after it; `null` where there is none, or where it still counts. */
    earlierSweep: sweep === undefined ? earlierSweep(entries) : null,
  };
}

function leftAlone(state: CaseState) {
  return state.steps.flatMap(({ actions }) =>
    actions.flatMap(({ system, skipped }) =>
      skipped.map(({ what, why }) => ({ systemName: systemName(system), what, why })),
    ),
  );
}
