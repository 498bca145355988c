import { isSameDn } from '#providers/active-directory/distinguished-name.ts';
import type { Leaver } from '#providers/leaver.ts';
import type { Caller } from './caller.ts';
import type { GuardSettings } from './guard-settings.ts';
import { isSame } from './own-case.ts';
import { accepted, type Answer, refuse } from './refusal.ts';

/** What the directories say against touching somebody: one sentence each; empty = nothing. */
export interface Protection {
  readonly reasons: readonly string[];
}

export interface Candidate {
  readonly by: Caller;
  readonly leaver: Leaver;
  readonly protection: Protection;
  /** Cases this operator opened within the last hour. */
  readonly casesThisHour: number;
}

/** Whom the bot refuses to offboard, before anybody is asked. A second open case is met at the log's insert. */
export function guard(candidate: Candidate, settings: GuardSettings): Answer<null> {
  const { by, leaver, protection, casesThisHour } = candidate;
  if (isSame(leaver.id, by.id)) return refuse('oneself', { who: leaver.name });
  const why = whyProtected(leaver, protection, settings);
  if (why !== null) return refuse('protected', { who: leaver.name, why });
  if (casesThisHour >= settings.casesPerHour) {
    return refuse('too-many-cases', { who: by.name, limit: String(settings.casesPerHour) });
  }
  return accepted(null);
}

/** Why the bot may not touch this person, in sentences; `null` = it may. */
export function whyProtected(
  leaver: Leaver,
  { reasons }: Protection,
  settings: Pick<GuardSettings, 'neverTouch'>,
): string | null {
  if (isListed(leaver, settings)) return 'The account is on the list of accounts the bot never touches.';
  return reasons.length > 0 ? reasons.join(' ') : null;
}

function isListed(leaver: Leaver, { neverTouch }: Pick<GuardSettings, 'neverTouch'>): boolean {
  const { id, upn, mail, directory } = leaver;
  const names = new Set([id, upn, mail, directory?.guid, directory?.sid].map((name) => name?.toLowerCase()));
  return neverTouch
    .map((entry) => entry.trim())
    .some((entry) => names.has(entry.toLowerCase()) || (directory !== null && isSameDn(entry, directory.dn)));
}
