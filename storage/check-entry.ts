import { copiedFields, copiesIn } from './copies.ts';
import type { Entry } from './entry.ts';
import { entryId, fromCanonical, sha256, type Head } from './seal.ts';
import type { StoredEntry } from './stored-entry.ts';

/** What is wrong with the log at one place. */
export interface Fault {
  /** `_id` of the entry that is wrong or missing, or `document` and its id. */
  readonly where: string;
  readonly how: string;
}

/** Whether `stored` is the entry that follows `head` in this case, from nothing but its text. Pure. */
export function checkEntry(stored: StoredEntry, caseId: string, head: Head): Entry | Fault {
  const name = String(stored._id);
  const expected = entryId(caseId, head.seq + 1);
  const entry = entryOf(stored);
  if ('how' in entry) return entry;
  const own = entryId(entry.caseId, entry.seq);
  if (own !== name) return { where: name, how: `is swapped: its text is that of ${own}` };
  if (name !== expected) return { where: expected, how: `is missing: ${name} comes in its place` };
  if (entry.prev !== head.hash)
    return { where: previous(caseId, head), how: brokenLink(name, entry.prev, head) };
  return driftOf(stored, entry) ?? entry;
}

/** The entry that the text tells, if it is one and its hash is its own. */
function entryOf(stored: StoredEntry): Entry | Fault {
  const { _id, raw, hash } = stored;
  const wrong = (how: string): Fault => ({ where: String(_id), how });
  if (typeof _id !== 'string' || !/^.+#\d{6,}$/.test(_id))
    return wrong('is inserted: no entry has such an _id');
  if (typeof raw !== 'string') return wrong('has no text (raw)');
  if (hash !== sha256(raw)) return wrong('is changed: its text (raw) does not have its hash');
  try {
    return fromCanonical({ _id, raw, hash }) ?? wrong('has a text (raw) that is not canonical');
  } catch {
    return wrong('has a text (raw) that is not that of an entry');
  }
}

/** The first field beside `raw` that says something else than `raw`. */
function driftOf({ copies }: StoredEntry, entry: Entry): Fault | null {
  const expected: Readonly<Record<string, unknown>> = copiesIn(entry);
  for (const field of [...copiedFields, ...Object.keys(copies)]) {
    const [says, means] = [copies[field] ?? null, expected[field] ?? null];
    if (says === means) continue;
    const how = `is changed: field ${field} says ${show(says)}, its text says ${show(means)}`;
    return { where: entry._id, how };
  }
  return null;
}

function previous(caseId: string, head: Head): string {
  return entryId(caseId, Math.max(head.seq, 1));
}

function brokenLink(name: string, prev: string, head: Head): string {
  if (head.seq === 0) return 'is replaced: it says that another entry came before it, and none can';
  return `or ${name} is replaced: ${name} follows an entry with hash ${prev.slice(0, 12)}…, not ${head.hash.slice(0, 12)}…`;
}

function show(value: unknown): string {
  return value === null ? 'nothing' : JSON.stringify(value);
}
