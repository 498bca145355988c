import type { Actor } from '#storage/entry.ts';
import { mayAct } from '../policy/acts.ts';
import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';

/** Roles and state of the account, as the directory has them at this moment; `null`: nobody. @throws ProviderError */
export type LookUp = (person: Actor) => Promise<Caller | null>;

/** Whether somebody may read the history, by the rule that the bot's own command asks; asked at every request. */
export async function admitReader(lookUp: LookUp, person: Actor): Promise<Answer<Caller>> {
  const caller = await lookUp(person);
  if (!caller) return refuse('not-in-directory');
  const may = mayAct(caller, 'history');
  return may.ok ? accepted(caller) : may;
}
