import type { Actor, Entry } from '#storage/entry.ts';
import type { CaseState } from '../workflow/case/case-state.ts';
import { canceledBy } from '../workflow/close/canceled-by.ts';
import { time } from './told.ts';

/** The end of a case, as its `closed` entry has it. */
export interface Ended {
  readonly by: Actor;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** `null`: the entry gives no reason, or nobody can read it any more. */
  readonly why: string | null;
  /** True where the log says that a person ended it; otherwise the bot may have, in the name of whoever opened it. */
  readonly byThemselves: boolean;
}

/** The end that stands; `null` of a case that is open, also when an undo has opened it again. */
export function endedIn(entries: readonly Entry[], { closedAt }: CaseState): Ended | null {
  const entry = entries.findLast(({ phase }) => phase === 'closed');
  if (closedAt === undefined || !entry) return null;
  const { actor: by, at, reason: why = null } = entry;
  return { by, at, why, byThemselves: why === canceledBy(by.name) };
}

/** `by Alex Wilber`, or in whose name. */
export function enderWords({ by, byThemselves }: Ended): string {
  return `${byThemselves ? 'by' : 'in the name of'} ${by.name}`;
}

/** Who ended it and when, in one sentence. */
export function endedWords(ended: Ended): string {
  const { by, at, why, byThemselves } = ended;
  if (byThemselves) return `${by.name} ended the case on ${time(at)} UTC.`;
  const because = why === null ? '.' : `: ${why}`;
  return `The case was ended on ${time(at)} UTC, ${enderWords(ended)}${because}`;
}
