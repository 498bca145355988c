import { systemName } from '#cards/words.ts';
import type { Entry } from '#storage/entry.ts';
import { eventData } from '../workflow/case/events.ts';

/** What a closing sweep found that no longer says how things are. */
export interface EarlierSweep {
  readonly at: string;
  readonly beforeUndo: boolean;
  readonly found: readonly string[];
}

/** The newest closing sweep of a case; `null` when the log has none that can be read. Pure. */
export function earlierSweep(entries: readonly Entry[]): EarlierSweep | null {
  const place = entries.findLastIndex(({ phase, erased }) => phase === 'swept' && !erased);
  const entry = entries[place];
  if (!entry) return null;
  const { remaining, unreadable } = eventData.swept.parse(entry.data);
  const found = [
    ...remaining.map(({ system, what, why = 'still there' }) => `${systemName(system)} · ${what} · ${why}`),
    ...unreadable.map(({ system, why }) => `${systemName(system)} could not be read: ${why}`),
  ];
  const beforeUndo = entries.slice(place).some(({ phase }) => phase === 'undo-confirmed');
  return { at: entry.at, beforeUndo, found };
}
