/** How many activities are remembered. */
const most = 5_000;

export interface Seen {
  /** Does the work for the first delivery of an activity; every later one gets the first one's result. */
  once<T>(id: string, work: () => Promise<T>): Promise<T>;
}

/**
 * Teams delivers an activity again when it thinks the first was lost, and so do impatient clients. This catches
 * what reaches the same process; what reaches another is met by the log, which takes a decision once.
 */
export function createSeen(): Seen {
  const results = new Map<string, Promise<unknown>>();
  return {
    once<T>(id: string, work: () => Promise<T>): Promise<T> {
      const known = results.get(id);
      if (known) return known as Promise<T>;
      const result = work();
      results.set(id, result);
      result.catch(() => results.delete(id));
      const [oldest] = results.keys();
      if (results.size > most && oldest !== undefined) results.delete(oldest);
      return result;
    },
  };
}
