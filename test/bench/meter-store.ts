import type { LogStore } from '#storage/log-store.ts';

/** How often the store was asked since the last question. */
export interface Questions {
  readonly reads: number;
  readonly writes: number;
}

const reads = new Set(['readCase', 'history', 'listOpen', 'readDocument', 'get']);
const writes = new Set(['append', 'markOpen', 'markEnded', 'saveDocument', 'put', 'delete']);

export function meterStore(): { metered(this: void, store: LogStore): LogStore; spent(): Questions } {
  const asked = { reads: 0, writes: 0 };

  function counted<T extends object>(things: T): T {
    return new Proxy(things, {
      get(target, name: string) {
        if (reads.has(name)) asked.reads += 1;
        if (writes.has(name)) asked.writes += 1;
        const found: unknown = Reflect.get(target, name);
        return typeof found === 'function' ? (found.bind(target) as unknown) : found;
      },
    });
  }

  return {
    metered: (store) => counted({ ...store, cache: counted(store.cache) }),
    spent() {
      const spent = { ...asked };
      Object.assign(asked, { reads: 0, writes: 0 });
      return spent;
    },
  };
}
