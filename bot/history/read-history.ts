import type { Entry } from '#storage/entry.ts';
import { BadPageKey, type HistoryPage } from '#storage/log-store.ts';
import type { Caller } from '../policy/caller.ts';
import { mayAct } from '../policy/acts.ts';
import { isSame, notOwnCase } from '../policy/own-case.ts';
import { asRecorded } from './gone-entries.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { parseCaseId } from '../workflow/case/case-id.ts';
import { othersAmong } from '../workflow/case/find-cases.ts';
import { eventData } from '../workflow/case/events.ts';
import { findLeaverIds } from '../workflow/acts/find-leaver-ids.ts';
import type { World } from '../workflow/world.ts';

export interface HistoryRequest {
  readonly by: Caller;
  readonly caseId?: string;
  /** A case id or whatever names a person. */
  readonly who?: string;
  readonly leaverId?: string;
  readonly page?: string;
}

export interface History {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly next: string | null;
  readonly caseId?: string;
  readonly leaverId?: string;
}

const pageSize = 10;
/** Bookkeeping of which instance works on a case: in the log and its proof, of no interest to a reader in the chat. */
const silent = new Set(['taken', 'released']);
const phases = Object.keys(eventData).filter((phase) => !silent.has(phase));

/** One page of acts, newest first: of a case, of a person, or of everybody; never of a case about whoever reads. */
export async function readHistory(world: World, request: HistoryRequest): Promise<Answer<History>> {
  const may = mayAct(request.by, 'history');
  if (!may.ok) return may;
  const subject = await subjectOf(world, request);
  if (!subject.ok) return subject;
  const { caseId, leaverId } = subject.value;
  const filter = { ...(caseId ? { caseId } : {}), ...(leaverId ? { leaverId } : {}) };
  const page = await readPage(world, filter, request.page);
  if (!page) return refuse('malformed', { what: 'The page' });
  const others = page.entries.filter(({ leaver }) => !leaver || !isSame(leaver.id, request.by.id));
  const entries = await asRecorded(world.store, others);
  return accepted({ title: titleOf(entries, caseId, leaverId), entries, next: page.next, ...filter });
}

async function readPage(
  world: World,
  filter: { caseId?: string; leaverId?: string },
  page: string | undefined,
): Promise<HistoryPage | null> {
  try {
    return await world.store.history({ ...filter, phases, limit: pageSize, ...(page ? { page } : {}) });
  } catch (error) {
    if (error instanceof BadPageKey) return null;
    throw error;
  }
}

type Subject = { readonly caseId?: string; readonly leaverId?: string };

async function subjectOf(
  world: World,
  { by, caseId, leaverId, who = '' }: HistoryRequest,
): Promise<Answer<Subject>> {
  if (caseId !== undefined) return subjectCase(world, by, caseId);
  if (leaverId !== undefined) return isSame(leaverId, by.id) ? refuse('own-case') : accepted({ leaverId });
  if (who.trim() === '') return accepted({});
  const named = parseCaseId(who);
  if (named !== null && (await world.cases.read(named))) return subjectCase(world, by, named);
  return subjectPerson(world, by, who);
}

async function subjectCase(world: World, by: Caller, caseId: string): Promise<Answer<Subject>> {
  const state = await world.cases.read(caseId);
  if (!state) return refuse('no-such-case', { case: caseId });
  const may = notOwnCase(state, by);
  return may.ok ? accepted({ caseId }) : may;
}

async function subjectPerson(world: World, by: Caller, who: string): Promise<Answer<Subject>> {
  const found = othersAmong(await findLeaverIds(world, who), by);
  if (!found.ok) return found;
  const [leaverId, ...others] = found.value;
  if (leaverId === undefined) return refuse('not-found', { query: who });
  return others.length === 0 ? accepted({ leaverId }) : refuse('ambiguous', { query: who });
}

function titleOf(entries: readonly Entry[], caseId?: string, leaverId?: string): string {
  const name = entries.find((entry) => entry.leaver)?.leaver?.name;
  if (caseId) return name ? `${caseId}, ${name}` : caseId;
  if (leaverId) return name ?? 'One person';
  return 'All cases';
}
