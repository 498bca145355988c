import type { Entry } from './entry.ts';
import type { LogSource } from './log-source.ts';
import { openEntry } from './open-entry.ts';
import type { Secret } from './person-key.ts';

/**
 * Opens entries as a source holds them, and asks once for each key. What it answers throws when a key is there that does
 * not open the entry.
 */
export function openerFrom(source: Pick<LogSource, 'secretOf'>): (entry: Entry) => Promise<Entry> {
  const asked = new Set<string>();
  const keys = new Map<string, Secret>();
  return async (entry) => {
    const { sealed, subject } = entry;
    if (sealed !== undefined && subject !== undefined && !asked.has(subject)) {
      asked.add(subject);
      const secret = await source.secretOf(subject);
      if (secret) keys.set(subject, { secret });
    }
    return openEntry(entry, keys);
  };
}
