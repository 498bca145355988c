import type { LogStore } from '#storage/log-store.ts';

/** The process dies: everything it would have done next does not happen. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/**
 * The same store as seen by a process that is killed at its nth append, just before or just after the entry is
 * durable. After that nothing it asks is answered.
 */
export function crashingStore(store: LogStore, nth: number, moment: 'before' | 'after'): LogStore {
  let appends = 0;
  let dead = false;

  function alive(): void {
    if (dead) throw new Killed();
  }

  return {
    ...store,
    cache: store.cache,
    async append(entry) {
      alive();
      dead = ++appends >= nth;
      if (dead && moment === 'before') throw new Killed();
      await store.append(entry);
      alive();
    },
    readCase: async (caseId, after) => (alive(), store.readCase(caseId, after)),
    saveDocument: async (document) => (alive(), store.saveDocument(document)),
    markOpen: async (caseId) => (alive(), store.markOpen(caseId)),
    markEnded: async (caseId) => (alive(), store.markEnded(caseId)),
  };
}
