import type { Entry } from '#storage/entry.ts';
import { BadPageKey, type HistoryPage } from '#storage/log-store.ts';
import type { Caller } from '../policy/caller.ts';
import { mayAct } from '../policy/acts.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { parseCaseId } from '../workflow/case-id.ts';
import { eventData } from '../workflow/events.ts';
import { findLeaverIds } from '../workflow/find-leaver-ids.ts';
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

/** One page of acts, newest first: of a case, of a person, or of everybody. */
export async function readHistory(world: World, request: HistoryRequest): Promise<Answer<History>> {
  const may = mayAct(request.by, 'history');
  if (!may.ok) return may;
  const subject = await subjectOf(world, request);
  if (!subject.ok) return subject;
  const { caseId, leaverId } = subject.value;
  const filter = { ...(caseId ? { caseId } : {}), ...(leaverId ? { leaverId } : {}) };
  const page = await readPage(world, filter, request.page);
  if (!page) return refuse('malformed', { what: 'The page' });
  return accepted({ title: titleOf(page.entries, caseId, leaverId), ...page, ...filter });
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
  { caseId, leaverId, who = '' }: HistoryRequest,
): Promise<Answer<Subject>> {
  if (caseId !== undefined) return subjectCase(world, caseId);
  if (leaverId !== undefined) return accepted({ leaverId });
  if (who.trim() === '') return accepted({});
  const named = parseCaseId(who);
  if (named !== null && (await world.cases.read(named))) return accepted({ caseId: named });
  return subjectPerson(world, who);
}

async function subjectCase(world: World, caseId: string): Promise<Answer<Subject>> {
  return (await world.cases.read(caseId)) ? accepted({ caseId }) : refuse('no-such-case', { case: caseId });
}

async function subjectPerson(world: World, who: string): Promise<Answer<Subject>> {
  const found = await findLeaverIds(world, who);
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
