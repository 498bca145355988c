import { setImmediate as otherWork } from 'node:timers/promises';
import { guid } from '#providers/leaver.ts';
import type { Entry } from '#storage/entry.ts';
import type { Caller } from '../policy/caller.ts';
import { isSame } from '../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { findLeaverIds } from '../workflow/acts/find-leaver-ids.ts';
import { othersAmong } from '../workflow/case/find-cases.ts';
import type { World } from '../workflow/world.ts';

/** In what capacity somebody is looked for. */
export type Part = 'leaver' | 'operator' | 'approver';

/** What phases tell of people in that capacity. */
export const decided = ['approved', 'rejected'] as const;
const tellingPhases = { leaver: ['opened'], operator: ['opened'], approver: decided } as const;

/** So many entries back the log is searched for somebody whom the directory does not know any more. */
const searchedEntries = 20_000;
const pageSize = 1000;

/**
 * Object id of the one person a text names, now or in the log: accounts are deleted, and what was done stays.
 * Nobody learns by it of a case about themselves.
 */
export async function findPersonId(
  world: World,
  by: Caller,
  part: Part,
  text: string,
): Promise<Answer<string>> {
  if (guid.safeParse(text).success) return othersOnly(by, part, [text]);
  const found = await findLeaverIds(world, text);
  if (!found.ok) return found;
  const now = part === 'leaver' ? othersAmong(found, by) : found;
  if (!now.ok) return now;
  if (now.value.length > 1) return refuse('ambiguous', { query: text, count: String(now.value.length) });
  const ids = now.value.length === 1 ? now.value : await idsInLog(world, part, text);
  if (ids.length > 1) return refuse('ambiguous', { query: text, count: String(ids.length) });
  return ids.length === 0 ? refuse('not-found', { query: text }) : othersOnly(by, part, ids);
}

function othersOnly(by: Caller, part: Part, [id = '']: readonly string[]): Answer<string> {
  return part === 'leaver' && isSame(id, by.id) ? refuse('own-case') : accepted(id);
}

async function idsInLog(world: World, part: Part, text: string): Promise<readonly string[]> {
  const wanted = text.toLowerCase();
  const found = new Set<string>();
  let page: string | null = null;
  for (let seen = 0; seen < searchedEntries; seen += pageSize) {
    const question = {
      phases: [...tellingPhases[part]],
      limit: pageSize,
      ...(page === null ? {} : { page }),
    };
    const { entries, next } = await world.store.history(question);
    for (const entry of entries.filter(({ erased }) => !erased)) {
      const named = namesIn(entry, part);
      if (named.names.some((name) => name.toLowerCase() === wanted)) found.add(named.id);
    }
    if (next === null) break;
    page = next;
    await otherWork();
  }
  return [...found];
}

function namesIn({ actor, leaver }: Entry, part: Part): { readonly id: string; readonly names: string[] } {
  if (part !== 'leaver') return { id: actor.id, names: [actor.name] };
  return { id: leaver?.id ?? '', names: leaver ? [leaver.name, leaver.upn] : [] };
}
