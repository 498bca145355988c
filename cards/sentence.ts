import { counted } from './words.ts';

/**
 * What a refusal says. Facts it can use, all optional, plain text:
 * `who` the person meant or refused · `query` what was typed · `case` case id · `step` step id · `approver` who may ·
 * `until`, `when` RFC 3339 times · `decision` `approved` or `rejected` · `why` reason in whole sentences ·
 * `limit` a number · `count` how many fit · `system` id of a system · `what` the part that is missing or wrong ·
 * `next` what helps, where that depends · `entry` the entry of the log that is not as it was written.
 */
export interface Sentence {
  readonly title: string | ((facts: Facts) => string);
  readonly text: (facts: Facts) => string;
  readonly next: string | ((facts: Facts) => string);
}

/** A fact as words, or what stands in when it was not given. */
export type Facts = (name: FactName, instead: string) => string;
export type FactName =
  | 'told'
  | 'who'
  | 'query'
  | 'case'
  | 'step'
  | 'approver'
  | 'until'
  | 'when'
  | 'decision'
  | 'why'
  | 'limit'
  | 'count'
  | 'system'
  | 'what'
  | 'next'
  | 'entry';

/** What was typed, in quotes; what stands in for it is our own and has none. */
export function quoted(fact: Facts, name: FactName, instead: string): string {
  const given = fact(name, '');
  return given === '' ? instead : `“${given}”`;
}

export function atMost(limit: string): string {
  return limit === '' ? 'only so many cases' : `at most ${counted(Number(limit), 'case')}`;
}

export const stepsToType =
  'Steps: directory-account, group-memberships, licences, mailbox, data-transfer, azure-access, final-cleanup.';
