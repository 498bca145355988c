import type { Collection, Db } from 'mongodb';
import { copiesOf } from '../copies.ts';
import type { Entry } from '../entry.ts';
import type { StoredEntry } from '../stored-entry.ts';

/** One entry in `OffboardingLog`: `_id`, `raw`, `hash`, and the copies of docs/log.md as nested fields. */
export interface LogDocument {
  readonly _id: string;
  readonly raw: string;
  readonly hash: string;
  readonly [copy: string]: unknown;
}

/** A leaver's key; `_id` is the person. */
export interface KeyDocument {
  readonly _id: string;
  readonly subject: string;
  /** Base64. */
  readonly secret: string;
}

export interface Collections {
  readonly log: Collection<LogDocument>;
  readonly documents: Collection<{ _id: string; text: string; hash: string }>;
  readonly cache: Collection<{ _id: string; value: string }>;
  readonly keys: Collection<KeyDocument>;
}

export function collections(database: Db): Collections {
  return {
    log: database.collection('OffboardingLog'),
    documents: database.collection('OffboardingDocuments'),
    cache: database.collection('OffboardingCache'),
    keys: database.collection('OffboardingKeys'),
  };
}

/** `data` stays in `raw` alone: its keys may hold what not every server takes in a field name (`$`, `.`). */
export function logDocument(entry: Entry): LogDocument {
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(copiesOf(entry))) {
    const [head = path, tail] = path.split('.');
    if (value === null) continue;
    if (tail === undefined) nested[head] = value;
    else nested[head] = { ...(nested[head] as object | undefined), [tail]: value };
  }
  return { _id: entry._id, ...nested, raw: entry.raw, hash: entry.hash };
}

/** One document as the verifier wants it: nothing believed, nested fields by path. */
export function storedEntry(document: Readonly<Record<string, unknown>>): StoredEntry {
  const { _id, raw, hash, ...rest } = document;
  return { _id, raw, hash, copies: Object.fromEntries(paths('', rest)) };
}

function paths(before: string, value: object): (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    if (inner === null || inner === undefined) return [];
    const isPlain = typeof inner === 'object' && Object.getPrototypeOf(inner) === Object.prototype;
    return isPlain ? paths(`${before}${key}.`, inner) : [[`${before}${key}`, inner] as const];
  });
}
