import { z } from 'zod';
import type { Cache } from '#storage/log-store.ts';
import { read } from './people.ts';

/** Cases whose end has not been shown yet. A case may close while nobody can say so: this list remembers it over a restart. */
export interface Unshown {
  list(): Promise<readonly string[]>;
  add(caseId: string): Promise<void>;
  remove(caseId: string): Promise<void>;
}

const key = 'teams:unshown';
const list = z.array(z.string());

export function createUnshown(cache: Cache): Unshown {
  const known = new Set<string>();
  let writing: Promise<void> = Promise.resolve();

  async function load(): Promise<readonly string[]> {
    return read(list, await cache.get(key)) ?? [];
  }

  /** One change after the other, each on what stands there. */
  function change(alter: (ids: readonly string[]) => readonly string[]): Promise<void> {
    const write = async (): Promise<void> => cache.put(key, JSON.stringify(alter(await load())));
    writing = writing.then(write, write);
    return writing;
  }

  return {
    list: load,
    async add(caseId) {
      if (known.has(caseId)) return;
      await change((ids) => [...ids.filter((id) => id !== caseId), caseId]);
      known.add(caseId);
    },
    remove(caseId) {
      known.delete(caseId);
      return change((ids) => ids.filter((id) => id !== caseId));
    },
  };
}
