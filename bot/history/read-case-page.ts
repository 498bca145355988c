import { LogDamaged } from '#storage/log-store.ts';
import type { Caller } from '../policy/caller.ts';
import { notOwnCase } from '../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { parseCaseId } from '../workflow/case/case-id.ts';
import { fold } from '../workflow/case/fold.ts';
import type { World } from '../workflow/world.ts';
import { type CasePage, casePage } from './case-page.ts';
import type { Cover } from './chain-state.ts';
import { badFilter } from './tab-query.ts';

/** What the newest checkpoint says about a case; `null` where nothing is signed. */
export type CoverOf = (caseId: string) => Promise<Cover | null>;

/** A case as a whole, its chain verified from its text at this moment. */
export async function readCasePage(
  { world, coverOf }: { readonly world: World; readonly coverOf: CoverOf },
  by: Caller,
  named: string,
  after: string | null,
): Promise<Answer<CasePage>> {
  const caseId = parseCaseId(named);
  if (caseId === null) return refuse('no-such-case', { case: named.slice(0, 20) });
  const from = after === null ? 0 : positionOf(after);
  if (from === null) return badFilter('The position in the timeline');
  // Asked before, so that what it names must be there.
  const cover = await coverOf(caseId);
  try {
    const entries = await world.store.readCase(caseId);
    const state = fold(entries);
    if (state === null) return cover?.head ? lost(caseId, cover) : refuse('no-such-case', { case: caseId });
    const may = notOwnCase(state, by);
    if (!may.ok) return may;
    return accepted({ kind: 'case', ...casePage({ state, entries, cover }, world.catalog, from) });
  } catch (error) {
    if (!(error instanceof LogDamaged)) throw error;
    return damaged(caseId, error.entry, error.message);
  }
}

/** A checkpoint knows the case, and the log does not. */
function lost(caseId: string, { n }: Cover): Answer<CasePage> {
  return damaged(
    caseId,
    `${caseId}#000001`,
    `Checkpoint ${n} has signed this case, and its entries are gone.`,
  );
}

/** Whom the case is about cannot be believed, so nothing else of it is shown to anybody. */
function damaged(caseId: string, entry: string, why: string): Answer<CasePage> {
  return accepted({ kind: 'damaged', caseId, chain: { state: 'damaged', entry, why } });
}

function positionOf(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
