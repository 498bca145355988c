import type { Actor } from '#storage/entry.ts';
import type { Caller } from '../policy/caller.ts';
import { type Answer, refuse, type Refusal } from '../policy/refusal.ts';
import type { Log } from '../workflow/world.ts';
import type { Desk, Shown, Turn } from './desk.ts';
import { refusalOf } from '../workflow/acts/refusal-of.ts';
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
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      /** Whom the directory knows and who may act at all; absent when nobody was let in. */
      readonly by?: Caller;
    }
  | { readonly kind: 'broken' };

export interface Counter {
  readonly desk: Desk;
  /** Roles and state of the account, as the directory has them at this moment; `null`: nobody. @throws ProviderError */
  readonly lookUp: (person: Actor) => Promise<Caller | null>;
  readonly log: Log;
}

const notInDirectory: Refusal = { code: 'not-in-directory', facts: {} };

/** Looks up who it is, lets them try, and notes a refusal in the log. */
export async function tryIt(counter: Counter, attempt: Attempt): Promise<Outcome> {
  let by: Actor = attempt.person;
  try {
    const caller = await counter.lookUp(attempt.person);
    if (!caller) return await refused(counter, attempt, by, notInDirectory);
    by = { id: caller.id, name: caller.name };
    const answer = await asCaller(counter.desk, attempt, caller);
    if (answer.ok) return { kind: 'shown', shown: answer.value };
    return { ...(await refused(counter, attempt, by, answer.refusal)), by: caller };
  } catch (error) {
    const refusal = refusalOf(error);
    counter.log.error({ err: error, act: attempt.act }, 'an act failed');
    return refusal ? refused(counter, attempt, by, refusal) : { kind: 'broken' };
  }
}

async function asCaller(desk: Desk, attempt: Attempt, by: Caller): Promise<Answer<Shown>> {
  return by.enabled
    ? attempt.run(desk, { by, at: attempt.at })
    : refuse('approver-disabled', { who: by.name });
}

async function refused(
  { desk, log }: Counter,
  { act, caseId: named }: Attempt,
  by: Actor,
  refusal: Refusal,
): Promise<Extract<Outcome, { kind: 'refused' }>> {
  const caseId = refusal.facts['case'] ?? named;
  try {
    await desk.workflow.recordRefusal({ by, act, refusal, ...(caseId === undefined ? {} : { caseId }) });
  } catch (error) {
    log.error({ err: error, act, code: refusal.code }, 'a refusal could not be recorded');
  }
  return { kind: 'refused', refusal };
}
