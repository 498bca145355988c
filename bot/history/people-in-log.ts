import { setImmediate as otherWork } from 'node:timers/promises';
import type { Entry } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';

/** In what capacity somebody is looked for. */
export const parts = ['leaver', 'operator', 'approver'] as const;
export type Part = (typeof parts)[number];

/** Somebody as the log names them. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  /** `null` where the log knows only the name: of whoever acted. */
  readonly upn: string | null;
}

/** What phases tell of people in that capacity. */
export const decided = ['approved', 'rejected'] as const;
const tellingPhases = { leaver: ['opened'], operator: ['opened'], approver: decided } as const;

/** So many entries back the log is searched: what is older is found by whole names in the directory, and by object id. */
const searchedEntries = 20_000;
/** Read at a time: between two of them others are served. */
const pageSize = 200;

/** How far a search goes. */
interface Bounds {
  /** It ends with so many people. */
  readonly most: number;
  /** It looks so many entries back. */
  readonly within: number;
}

/**
 * Who fits, newest first and each once, in the newest entries that tell of such people: what it costs does not grow with
 * the log. A leaver whose key is gone is nobody any more; who worked on their case is.
 */
export async function peopleInLog(
  store: Pick<LogStore, 'history'>,
  part: Part,
  fits: (person: KnownPerson) => boolean,
  { most, within }: Bounds = { most: Infinity, within: searchedEntries },
): Promise<readonly KnownPerson[]> {
  const found = new Map<string, KnownPerson>();
  let page: string | null = null;
  for (let seen = 0; seen < within && found.size < most; seen += pageSize) {
    const question = {
      phases: [...tellingPhases[part]],
      limit: pageSize,
      ...(page === null ? {} : { page }),
    };
    const { entries, next } = await store.history(question);
    for (const entry of entries) {
      const person = personIn(entry, part);
      if (person && !found.has(person.id) && fits(person)) found.set(person.id, person);
    }
    if (next === null) break;
    page = next;
    await otherWork();
  }
  return [...found.values()].slice(0, most);
}

/** Somebody by object id, as the newest entry names them that tells of such people; `null` where none does, or none that can be read. */
export async function personInLog(
  store: Pick<LogStore, 'history'>,
  part: Part,
  id: string,
): Promise<KnownPerson | null> {
  const whose = part === 'leaver' ? { leaverId: id } : { actorId: id };
  const { entries } = await store.history({ ...whose, phases: [...tellingPhases[part]], limit: 1 });
  const [newest] = entries;
  return newest ? personIn(newest, part) : null;
}

/** `null` of a leaver whose key is gone, also where they acted themselves: anybody else who acted stands in the clear. */
function personIn({ actor, leaver, subject, erased }: Entry, part: Part): KnownPerson | null {
  if (part !== 'leaver')
    return erased && actor.id === subject ? null : { id: actor.id, name: actor.name, upn: null };
  return leaver && !erased ? { id: leaver.id, name: leaver.name, upn: leaver.upn } : null;
}
