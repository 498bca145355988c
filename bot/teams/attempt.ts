import type { Actor } from '#storage/entry.ts';
import type { Caller } from '../policy/caller.ts';
import { type Answer, refuse, type Refusal } from '../policy/refusal.ts';
import type { Log } from '../workflow/world.ts';
import type { Desk, Shown, Turn } from './desk.ts';
import { refusalOf } from './refusal-of.ts';
import type { Where } from './where.ts';

/** Something a person tries, by text or by button. */
export interface Attempt {
  /** As the log names it. */
  readonly act: string;
  readonly person: Actor;
  readonly at: Where;
  /** The case it is about, as far as the person said. */
  readonly caseId?: string;
  run(desk: Desk, turn: Turn): Promise<Answer<Shown>>;
}

/** Never an exception: what came of it is always something to answer. */
export type Outcome =
  | { readonly kind: 'shown'; readonly shown: Shown }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'broken' };

export interface Counter {
  readonly desk: Desk;
  /** Roles and state of the account, as the directory has them at this moment. @throws ProviderError */
  readonly lookUp: (person: Actor) => Promise<Caller>;
  readonly log: Log;
}

/** Looks up who it is, lets them try, and notes a refusal in the log. */
export async function tryIt(counter: Counter, attempt: Attempt): Promise<Outcome> {
  try {
    const answer = await asCaller(counter, attempt);
    if (answer.ok) return { kind: 'shown', shown: answer.value };
    return await refused(counter, attempt, answer.refusal);
  } catch (error) {
    const refusal = refusalOf(error);
    counter.log.error({ err: error, act: attempt.act }, 'an act failed');
    return refusal ? refused(counter, attempt, refusal) : { kind: 'broken' };
  }
}

async function asCaller({ desk, lookUp }: Counter, attempt: Attempt): Promise<Answer<Shown>> {
  const { person, at } = attempt;
  const by = await lookUp(person);
  return by.enabled ? attempt.run(desk, { by, at }) : refuse('approver-disabled', { who: by.name });
}

async function refused({ desk, log }: Counter, attempt: Attempt, refusal: Refusal): Promise<Outcome> {
  const { act, person: by } = attempt;
  const caseId = refusal.facts['case'] ?? attempt.caseId;
  try {
    await desk.workflow.recordRefusal({ by, act, refusal, ...(caseId === undefined ? {} : { caseId }) });
  } catch (error) {
    log.error({ err: error, act, code: refusal.code }, 'a refusal could not be recorded');
  }
  return { kind: 'refused', refusal };
}
