import { mayAct } from '../../policy/acts.ts';
import type { Caller } from '../../policy/caller.ts';
import { erasureDue, mayErase } from '../../policy/may-erase.ts';
import { isSame } from '../../policy/own-case.ts';
import { accepted, type Answer } from '../../policy/refusal.ts';
import type { CaseState } from '../case/case-state.ts';
import type { World } from '../world.ts';
import { casesUnder } from './person-cases.ts';
import { isBeingErased } from './erasing.ts';

export interface Due {
  /** The person's newest case. */
  readonly state: CaseState;
  /** Since when. */
  readonly since: string;
}

const most = 10;
const pageSize = 100;

/** People whose cases have been kept as long as they must, and that nothing else keeps: the ten that ended last. */
export async function dueForErasure(world: World, { by }: { by: Caller }): Promise<Answer<readonly Due[]>> {
  const may = mayAct(by, 'erase');
  if (!may.ok) return may;
  return accepted(await listDue(world, (leaverId) => !isSame(leaverId, by.id)));
}

/** As {@link dueForErasure}, of those people that are wanted. */
export async function listDue(world: World, isWanted = (_leaverId: string) => true): Promise<readonly Due[]> {
  const seen = new Set<string>();
  const found: Due[] = [];
  for await (const subject of endedSubjects(world)) {
    if (seen.has(subject)) continue;
    seen.add(subject);
    const due = await dueOf(world, subject);
    if (due && isWanted(due.state.leaver.id)) found.push(due);
    if (found.length >= most) break;
  }
  return found;
}

/** Whose cases ended before the retention's time, the last ones first. */
async function* endedSubjects(world: World): AsyncGenerator<string> {
  // Before this: what is due at this very moment is listed.
  const to = new Date(world.clock.now().getTime() + 1);
  to.setUTCFullYear(to.getUTCFullYear() - world.retention.years);
  const query = { phases: ['closed'], to: to.toISOString(), limit: pageSize };
  let page: string | null = null;
  do {
    const { entries, next } = await world.store.history({ ...query, ...(page === null ? {} : { page }) });
    for (const { subject, erased } of entries) if (subject !== undefined && !erased) yield subject;
    page = next;
  } while (page !== null);
}

async function dueOf(world: World, subject: string): Promise<Due | null> {
  const cases = await casesUnder(world, subject);
  const [state] = cases;
  const may = mayErase(cases, world.retention, world.clock.now());
  if (!state || !may.ok || cases.some(isBeingErased)) return null;
  return { state, since: erasureDue(cases, world.retention) };
}
