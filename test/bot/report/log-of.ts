import { copiesOf } from '#storage/copies.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogSource } from '#storage/log-source.ts';
import type { StoredEntry } from '#storage/stored-entry.ts';

/** A log that exists only while it is read. */
export function logOf(entries: Iterable<Entry>): LogSource {
  return {
    async *entries() {
      for (const entry of entries) yield stored(entry);
    },
    document: async () => null,
    secretOf: async () => null,
    close: async () => {},
  };
}

function stored(entry: Entry): StoredEntry {
  const { _id, raw, hash } = entry;
  const copies = Object.fromEntries(Object.entries(copiesOf(entry)).filter(([, value]) => value !== null));
  return { _id, raw, hash, copies };
}
