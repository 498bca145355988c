import type { Cache, LogStore } from './log-store.ts';

/** Keys and values without history: what a database must offer so that open cases and the cache can be kept. */
export interface KeyValues {
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Keys that begin so, without that beginning. */
  keysAfter(beginning: string): Promise<readonly string[]>;
}

type SmallThings = Pick<LogStore, 'listOpen' | 'markOpen' | 'markEnded' | 'cache' | 'ping'>;

/** The part of a store that is not the log: open cases, cache and the sign of life live under one roof of keys. */
export function smallThings(keys: KeyValues): SmallThings {
  return {
    listOpen: () => keys.keysAfter('open:'),
    markOpen: (caseId) => keys.put(`open:${caseId}`, ''),
    markEnded: (caseId) => keys.delete(`open:${caseId}`),
    // A write and not a look: a full disk and a server without a primary answer looks.
    ping: () => keys.put('ping', ''),
    cache: cacheIn(keys),
  };
}

function cacheIn(keys: KeyValues): Cache {
  return {
    get: (key) => keys.get(`cache:${key}`),
    put: (key, value) => keys.put(`cache:${key}`, value),
    delete: (key) => keys.delete(`cache:${key}`),
  };
}
