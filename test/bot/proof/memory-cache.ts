import type { Cache } from '#storage/log-store.ts';

/** A cache of its own, as a process finds it that has forgotten everything. */
export function memoryCache(): Cache {
  const kept = new Map<string, string>();
  return {
    get: async (key) => kept.get(key) ?? null,
    put: async (key, value) => void kept.set(key, value),
    delete: async (key) => void kept.delete(key),
  };
}
