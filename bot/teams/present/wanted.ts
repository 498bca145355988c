import type { Actor } from '#storage/entry.ts';
import type { CaseState } from '../../workflow/case/case-state.ts';
import type { Placed } from './placed.ts';
import type { Showing } from './showings.ts';

/** One message for one person, or for the conversation the case lives in. */
export interface Wanted extends Showing {
  readonly person: Actor;
  /** Key of the showing it belongs to. */
  readonly showing: string;
}

/**
 * The messages a showing stands for. Among operators, who already has it keeps it; new ones are looked up only
 * while an answer is wanted. @throws when they cannot be looked up
 */
export async function wantedFor(
  showing: Showing,
  state: CaseState,
  placed: Placed,
  operators: () => Promise<readonly Actor[]>,
): Promise<readonly Wanted[]> {
  const { to } = showing;
  const base = { ...showing, showing: showing.key };
  if (to.kind === 'home') return [{ ...base, person: state.operator }];
  if (to.kind === 'person') return [{ ...base, person: to.person }];
  const had = messagesOf(showing.key, placed).map(([, { person }]) => person);
  const may = showing.onlyUpdate ? [] : await operators();
  const people = new Map([...had, ...may].map((person) => [person.id, person]));
  for (const id of to.but) people.delete(id);
  people.delete(state.leaver.id);
  return [...people.values()].map((person) =>
    Object.assign({}, base, { key: `${showing.key}@${person.id}`, person }),
  );
}

/** The messages a showing stands in: one, or one for each operator. */
export function messagesOf(key: string, placed: Placed): ReturnType<Placed['entries']> {
  return placed.entries().filter(([name]) => name === key || name.startsWith(`${key}@`));
}
