import type { HistoryQuery } from '#storage/log-store.ts';
import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer } from '../policy/refusal.ts';
import { eventData } from '../workflow/case/events.ts';
import type { World } from '../workflow/world.ts';
import { findPersonId } from './find-people.ts';
import { decided, type Part, parts } from './people-in-log.ts';
import { badFilter, type TabQuery } from './tab-query.ts';

/** A question to the log, without how much of the answer is wanted. */
export type Question = Omit<HistoryQuery, 'limit' | 'lookAt'>;

/** Bookkeeping of which instance works on a case: part of the case's own timeline, noise elsewhere. */
const silentPhases: ReadonlySet<string> = new Set(['taken', 'released']);
const toldPhases = Object.keys(eventData).filter((phase) => !silentPhases.has(phase));

/** The entries somebody asks for. */
export async function entriesQuestion(world: World, by: Caller, query: TabQuery): Promise<Answer<Question>> {
  if (query.operator !== undefined && query.approver !== undefined) {
    return badFilter('An operator and an approver for one entry, which has one person only,');
  }
  const people = await peopleIn(world, by, query);
  if (!people.ok) return people;
  const { leaver, operator, approver } = people.value;
  const actor = operator ?? approver;
  const told = query.case === undefined ? { phases: toldPhases } : {};
  return accepted({
    ...sharedPart(world, query),
    ...(approver === undefined ? told : { phases: decided }),
    ...(leaver === undefined ? {} : { leaverId: leaver }),
    ...(actor === undefined ? {} : { actorId: actor }),
  });
}

/** The cases somebody asks for: a case stands where its newest entry stands that answers `question`. */
export interface CasesQuestion {
  readonly question: Question;
  /** Who must have opened the case. */
  readonly operator: string | null;
}

export async function casesQuestion(
  world: World,
  by: Caller,
  query: TabQuery,
): Promise<Answer<CasesQuestion>> {
  const people = await peopleIn(world, by, query);
  if (!people.ok) return people;
  const { leaver, operator, approver } = people.value;
  const { step, action, result, system } = query;
  const isOpening = [step, action, result, system, approver].every((part) => part === undefined);
  const actor = isOpening ? operator : approver;
  const question = {
    ...sharedPart(world, query),
    phases: isOpening ? ['opened'] : approver === undefined ? toldPhases : decided,
    ...(leaver === undefined ? {} : { leaverId: leaver }),
    ...(actor === undefined ? {} : { actorId: actor }),
  };
  return accepted({ question, operator: operator ?? null });
}

type People = Partial<Record<Part, string>>;

async function peopleIn(world: World, by: Caller, query: TabQuery): Promise<Answer<People>> {
  const people: People = {};
  for (const part of parts) {
    const text = query[part];
    if (text === undefined) continue;
    const found = await findPersonId(world, by, part, text);
    if (!found.ok) return found;
    people[part] = found.value;
  }
  return accepted(people);
}

function sharedPart({ catalog }: World, { system, action, ...query }: TabQuery): Question {
  const ofSystem = catalog.filter((one) => one.system === system).map(({ id }) => id);
  const named = action === undefined ? [] : [action];
  const actions = system === undefined ? named : action === undefined ? ofSystem : both(ofSystem, named);
  return {
    ...(query.case === undefined ? {} : { caseId: query.case }),
    ...(query.step === undefined ? {} : { step: query.step }),
    ...(query.result === undefined ? {} : { result: query.result }),
    ...(system === undefined && action === undefined ? {} : { actions }),
    ...(query.from === undefined ? {} : { from: query.from }),
    ...(query.to === undefined ? {} : { to: query.to }),
    ...(query.page === undefined ? {} : { page: query.page }),
  };
}

function both(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.filter((one) => others.includes(one));
}
