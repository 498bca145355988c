import { hash } from 'node:crypto';
import canonicalizeJson from 'canonicalize';
import { wellFormed } from './well-formed.ts';
import { body, type Body, type Draft, type Entry, type Written, written } from './entry.ts';
import { markOf, type PersonKey, sealText } from './person-key.ts';

/** Where a case ends at this moment: the next entry goes to `seq + 1` and names `hash` as `prev`. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export const emptyHead: Head = { seq: 0, hash: '0'.repeat(64) };

/** Canonical JSON (RFC 8785): equal values give equal text. @throws when the value is not JSON */
export function canonicalJson(value: unknown): string {
  return canonical(wellFormed(value));
}

/** As {@link canonicalJson}, of texts that are well formed already. */
function canonical(value: unknown): string {
  const text = canonicalizeJson(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** SHA-256 of the text's UTF-8 bytes, hex. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

export function entryId(caseId: string, seq: number): string {
  return `${caseId}#${String(seq).padStart(6, '0')}`;
}

export interface Seal {
  readonly caseId: string;
  readonly tenant: string;
  readonly at: Date;
  readonly by: Body['by'];
  /** The leaver's key; without one all stands in the clear, as in version 1. */
  readonly under?: Under;
  /** Of a leaver whose key is gone: nothing can be sealed any more, and nothing personal may be said. */
  readonly subject?: string;
}

export interface Under {
  readonly key: PersonKey;
  /** Twelve random bytes, never used twice. */
  readonly nonce: Uint8Array;
  /** `data` says nothing about the leaver and stays readable for ever. */
  readonly clearData?: boolean;
}

/** Stands where a sealed entry that nobody opened yet would have a text. */
export const stillSealed = '[sealed]';

/** Makes the entry that follows `head`. Pure; whether the position is still free is decided by the store's insert. */
export function seal(draft: Draft, head: Head, how: Seal): Entry {
  const { at, under, subject = under?.key.subject, ...rest } = how;
  const version = subject === undefined ? { v: 1 } : { v: 2, subject };
  const position = { ...version, seq: head.seq + 1, at: at.toISOString(), prev: head.hash };
  const content = body.parse(wellFormed({ ...draft, ...rest, ...position }));
  const _id = entryId(how.caseId, content.seq);
  const { open, closed } = under ? split(content, _id, under) : { open: content, closed: {} };
  const raw = canonical({ ...open, ...closed });
  return { _id, ...content, ...closed, raw, hash: sha256(raw) };
}

/** What stands in the clear, and the sealed rest. The actor stays accountable, but for a leaver who acts themselves. */
function split(content: Body, place: string, { key, nonce, clearData = false }: Under) {
  const { leaver, change, reason, data, error, actor, ...plain } = content;
  const { operation, message, ...errorFacts } = error ?? { operation: undefined, message: undefined };
  const isLeaver = actor.id.toLowerCase() === key.person;
  const open = {
    ...plain,
    actor: isLeaver ? { id: key.subject, name: stillSealed } : actor,
    data: clearData ? data : undefined,
    error: error && errorFacts,
  };
  const hidden = {
    leaver,
    change,
    reason,
    data: clearData ? undefined : data,
    error: error && { operation, message },
    actor: isLeaver ? actor : undefined,
  };
  const mark = change === undefined ? {} : { mark: markOf(key, content.action, change) };
  return { open, closed: { ...mark, sealed: sealText(canonical(hidden), place, { key, nonce }) } };
}

/** Where an entry lies and what was hashed. */
type Sealed = Pick<Entry, '_id' | 'raw' | 'hash'>;

/** The entry as its `raw` tells it, whatever the copied fields say; sealed as it is. @throws when `raw` is not an entry's text */
export function fromRaw(stored: Sealed): Entry {
  return asTold(written.parse(JSON.parse(stored.raw)), stored);
}

/** As {@link fromRaw}. @returns null when `raw` is an entry's text, and not its canonical one */
export function fromCanonical(stored: Sealed): Entry | null {
  const told = written.parse(JSON.parse(stored.raw));
  return canonical(told) === stored.raw ? asTold(told, stored) : null;
}

function asTold({ error, ...content }: Written, { _id, raw, hash }: Sealed): Entry {
  if (!error) return { ...content, _id, raw, hash };
  const { operation = stillSealed, message = stillSealed } = error;
  return { ...content, error: { ...error, operation, message }, _id, raw, hash };
}

export function headOf(entry: Entry): Head {
  return { seq: entry.seq, hash: entry.hash };
}
