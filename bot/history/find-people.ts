import { guid } from '#providers/leaver.ts';
import { personOf } from '#providers/entra/find-people.ts';
import { ProviderError } from '#providers/provider-error.ts';
import type { Caller } from '../policy/caller.ts';
import { isSame } from '../policy/own-case.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { findLeaverIds } from '../workflow/acts/find-leaver-ids.ts';
import { usersFor } from '../workflow/acts/find-leaver.ts';
import { othersAmong } from '../workflow/case/find-cases.ts';
import type { World } from '../workflow/world.ts';
import { beginsName, isWholeName } from './name-fits.ts';
import { type KnownPerson, type Part, peopleInLog, personInLog } from './people-in-log.ts';

/**
 * Object id of the one person a text names, now or in the log: accounts are deleted, and what was done stays. A name need
 * not be whole for whom the log knows. Nobody learns by it of a case about themselves.
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
  const isOther = othersIn(by, part);
  const ids = now.value.length > 0 ? now.value : await idsInLog(world, part, text, isOther);
  if (ids.length > 1) return refuse('ambiguous', { query: text, count: String(ids.length) });
  return ids.length === 0 ? refuse('not-found', { query: text }) : othersOnly(by, part, ids);
}

/** Of leavers, whoever looks is none: they learn nothing about themselves, not even that there is no case. */
function othersIn(by: Caller, part: Part): (person: Pick<KnownPerson, 'id'>) => boolean {
  return ({ id }) => part !== 'leaver' || !isSame(id, by.id);
}

function othersOnly(by: Caller, part: Part, [id = '']: readonly string[]): Answer<string> {
  return part === 'leaver' && isSame(id, by.id) ? refuse('own-case') : accepted(id);
}

/** Whoever has the whole name is meant, though it be the beginning of another one. */
async function idsInLog(
  { store }: World,
  part: Part,
  text: string,
  isOther: (person: KnownPerson) => boolean,
): Promise<readonly string[]> {
  const fitting = await peopleInLog(store, part, (person) => isOther(person) && fits(text, person));
  const whole = fitting.filter((person) => isWholeName(text, person));
  return (whole.length > 0 ? whole : fitting).map(({ id }) => id);
}

/** So many are offered to choose from; whoever is not among them needs more letters. Asked at every pause in typing, it looks less far back. */
const offered = { most: 12, within: 5000 };

/**
 * Whom a text may mean, in that capacity, by name: the log's people first, the directory's where it has hardly any. Of an
 * object id it is whose it is, so that nobody has to be believed who writes a name beside one.
 */
export async function offerPeople(
  world: World,
  by: Caller,
  part: Part,
  text: string,
): Promise<readonly KnownPerson[]> {
  const isOther = othersIn(by, part);
  if (guid.safeParse(text).success) return isOther({ id: text }) ? withId(world, part, text) : [];
  const logged = await peopleInLog(
    world.store,
    part,
    (person) => isOther(person) && fits(text, person),
    offered,
  );
  const listed = logged.length > 1 ? [] : (await inDirectory(world, text)).filter(isOther);
  const people = new Map([...logged, ...listed].map((person) => [person.id, person]));
  return [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function withId(world: World, part: Part, id: string): Promise<readonly KnownPerson[]> {
  const logged = await personInLog(world.store, part, id);
  return logged ? [logged] : (await inDirectory(world, id)).filter((person) => isSame(person.id, id));
}

function fits(text: string, person: KnownPerson): boolean {
  return isWholeName(text, person) || beginsName(text, person);
}

/** An offer is a help: what the directory does not answer is said when the list is asked for. */
async function inDirectory(world: World, text: string): Promise<readonly KnownPerson[]> {
  try {
    const users = await usersFor(world, text);
    return users.ok ? users.value.map(personOf) : [];
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}
