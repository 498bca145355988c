import { createHash } from 'node:crypto';
import canonicalizeJson from 'canonicalize';
import { wellFormed } from './well-formed.ts';
import { body, type Body, type Draft, type Entry } from './entry.ts';

/** Where a case ends at this moment: the next entry goes to `seq + 1` and names `hash` as `prev`. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export const emptyHead: Head = { seq: 0, hash: '0'.repeat(64) };

/** Canonical JSON (RFC 8785): equal values give equal text. @throws when the value is not JSON */
export function canonicalJson(value: unknown): string {
  const text = canonicalizeJson(wellFormed(value));
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** SHA-256 of the text's UTF-8 bytes, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

export function entryId(caseId: string, seq: number): string {
  return `${caseId}#${String(seq).padStart(6, '0')}`;
}

export interface Seal {
  readonly caseId: string;
  readonly tenant: string;
  readonly at: Date;
  readonly by: Body['by'];
}

/** Makes the entry that follows `head`. Pure; whether the position is still free is decided by the store's insert. */
export function seal(draft: Draft, head: Head, how: Seal): Entry {
  const { at, ...rest } = how;
  const position = { v: 1, seq: head.seq + 1, at: at.toISOString(), prev: head.hash };
  const content = body.parse(wellFormed({ ...draft, ...rest, ...position }));
  const raw = canonicalJson(content);
  return { _id: entryId(how.caseId, content.seq), ...content, raw, hash: sha256(raw) };
}

/** The entry as its `raw` tells it, whatever the copied fields say. @throws when `raw` is not an entry's text */
export function fromRaw(stored: {
  readonly _id: string;
  readonly raw: string;
  readonly hash: string;
}): Entry {
  return { ...body.parse(JSON.parse(stored.raw)), _id: stored._id, raw: stored.raw, hash: stored.hash };
}

export function headOf(entry: Entry): Head {
  return { seq: entry.seq, hash: entry.hash };
}
