import { type LogStore, StoreDown } from '#storage/log-store.ts';

/** A store that can be switched off: then everything it is asked is refused, as by a database that is down. */
export interface StoreSwitch {
  isDown: boolean;
  /** Switches itself off when this one says so of an entry that was to be written. */
  downAt: ((phase: string) => boolean) | null;
  readonly through: (store: LogStore) => LogStore;
}

export function storeSwitch(): StoreSwitch {
  const control: StoreSwitch = {
    isDown: false,
    downAt: null,
    through(store) {
      const asked = async <T>(ask: () => Promise<T>): Promise<T> => {
        if (control.isDown) throw new StoreDown('switched off');
        return ask();
      };
      return {
        append(entry) {
          if (control.downAt?.(entry.phase)) [control.isDown, control.downAt] = [true, null];
          return asked(() => store.append(entry));
        },
        readCase: (caseId, after) => asked(() => store.readCase(caseId, after)),
        history: (query) => asked(() => store.history(query)),
        listOpen: () => asked(() => store.listOpen()),
        markOpen: (caseId) => asked(() => store.markOpen(caseId)),
        markEnded: (caseId) => asked(() => store.markEnded(caseId)),
        saveDocument: (document) => asked(() => store.saveDocument(document)),
        readDocument: (id) => asked(() => store.readDocument(id)),
        keys: {
          keyOf: (person) => asked(() => store.keys.keyOf(person)),
          keysOf: (subjects) => asked(() => store.keys.keysOf(subjects)),
          make: (fresh) => asked(() => store.keys.make(fresh)),
          destroy: (subject) => asked(() => store.keys.destroy(subject)),
        },
        cache: {
          get: (key) => asked(() => store.cache.get(key)),
          put: (key, value) => asked(() => store.cache.put(key, value)),
          delete: (key) => asked(() => store.cache.delete(key)),
        },
        ping: () => asked(() => store.ping()),
        close: () => store.close(),
      };
    },
  };
  return control;
}
