import type { Entry } from './entry.ts';
import { entryId, fromRaw } from './seal.ts';

/** What of an entry stands beside `raw`, so that a database can search it. Named by the path inside `raw`. */
const copied = {
  tenant: (entry) => entry.tenant,
  caseId: (entry) => entry.caseId,
  seq: (entry) => entry.seq,
  at: (entry) => entry.at,
  phase: (entry) => entry.phase,
  'actor.id': (entry) => entry.actor.id,
  'actor.name': (entry) => entry.actor.name,
  'leaver.id': (entry) => entry.leaver?.id,
  'leaver.upn': (entry) => entry.leaver?.upn,
  'leaver.name': (entry) => entry.leaver?.name,
  step: (entry) => entry.step,
  action: (entry) => entry.action,
  change: (entry) => entry.change,
  result: (entry) => entry.result,
  reason: (entry) => entry.reason,
  subject: (entry) => entry.subject,
  prev: (entry) => entry.prev,
  order: (entry) => `${entry.at}#${entryId(entry.caseId, entry.seq)}`,
} satisfies Record<string, (entry: Entry) => string | number | undefined>;

export type CopiedField = keyof typeof copied;
export type Copies = Readonly<Record<CopiedField, string | number | null>>;

export const copiedFields = Object.keys(copied) as readonly CopiedField[];

/** The copies that belong to an entry; `null` where its text says nothing in the clear, whatever was opened of it. */
export function copiesOf(entry: Entry): Copies {
  return copiesIn(entry.sealed === undefined ? entry : fromRaw(entry));
}

/** The same of an entry just as its `raw` tells it. */
export function copiesIn(entry: Entry): Copies {
  const pairs = copiedFields.map((field) => [field, copied[field](entry) ?? null] as const);
  return Object.fromEntries(pairs) as Copies;
}
