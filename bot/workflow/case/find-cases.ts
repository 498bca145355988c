import { LogDamaged, StoreDown } from '#storage/log-store.ts';
import { mayAct } from '../../policy/acts.ts';
import type { Caller } from '../../policy/caller.ts';
import { isSame, notOwnCase } from '../../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../../policy/refusal.ts';
import { parseCaseId } from './case-id.ts';
import type { CaseState } from './case-state.ts';
import { findLeaverIds } from '../acts/find-leaver-ids.ts';
import type { World } from '../world.ts';

/** All open cases, or all cases of somebody, or the one case that is named; never one about whoever asks. */
export async function findCases(
  world: World,
  { by, who = '' }: { by: Caller; who?: string },
): Promise<Answer<CaseState[]>> {
  const may = mayAct(by, 'status');
  if (!may.ok) return may;
  const isOthers = (state: CaseState): boolean => isUnsettled(state) && !isSame(state.leaver.id, by.id);
  if (who.trim() === '') return accepted(await readAll(world, await world.store.listOpen(), isOthers));
  const caseId = parseCaseId(who);
  const named = caseId === null ? null : await world.cases.read(caseId);
  if (named) return onlyOthers(named, by);
  if (/^OFF-/i.test(who.trim())) return refuse('no-such-case', { case: who.trim().toUpperCase() });
  const leavers = othersAmong(await findLeaverIds(world, who), by);
  if (!leavers.ok) return leavers;
  const pages = await Promise.all(leavers.value.map((leaverId) => casesOf(world, leaverId)));
  const found = await readAll(world, pages.flat(), () => true);
  return found.length > 0 ? accepted(found) : refuse('no-such-case', { case: who.trim() });
}

function onlyOthers(state: CaseState, by: Caller): Answer<CaseState[]> {
  const may = notOwnCase(state, by);
  return may.ok ? accepted([state]) : may;
}

/** The people a name fits but for whoever asks, who learns nothing about themselves: not even that there is no case. */
export function othersAmong(ids: Answer<readonly string[]>, by: Caller): Answer<readonly string[]> {
  if (!ids.ok) return ids;
  const others = ids.value.filter((id) => !isSame(id, by.id));
  return ids.value.length > 0 && others.length === 0 ? refuse('own-case') : accepted(others);
}

/** Ids of a person's cases, newest first. */
export async function casesOf(world: World, leaverId: string): Promise<readonly string[]> {
  const page = await world.store.history({ leaverId, phases: ['opened'], limit: 1000 });
  return page.entries.map(({ caseId }) => caseId);
}

async function readAll(
  world: World,
  ids: readonly string[],
  wanted: (state: CaseState) => boolean,
): Promise<CaseState[]> {
  const states = await Promise.all(ids.map((id) => readOrSay(world, id)));
  const found = states.filter((state) => state !== null).filter(wanted);
  return found.toSorted(inOrder);
}

/** What waits for an answer first: an undo is asked of cases that are older than all others. Then the newest. */
function inOrder(a: CaseState, b: CaseState): number {
  return Number(isAsked(b)) - Number(isAsked(a)) || b.openedAt.localeCompare(a.openedAt);
}

function isAsked({ status }: CaseState): boolean {
  return status === 'undo-asked';
}

/** One case that cannot be understood must not hide the others; asked for by its id, it says so itself. */
async function readOrSay(world: World, caseId: string): Promise<CaseState | null> {
  try {
    return await world.cases.read(caseId);
  } catch (error) {
    if (error instanceof StoreDown && !(error instanceof LogDamaged)) throw error;
    world.log.error({ caseId, error: String(error) }, 'a case cannot be read');
    return null;
  }
}

/** Also an ended case that is asked to be undone: somebody has to answer. */
function isUnsettled({ status }: CaseState): boolean {
  return status !== 'closed';
}
