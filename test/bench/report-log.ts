import { isClear } from '#bot/workflow/case/events.ts';
import { draft, type Entry } from '#storage/entry.ts';
import { freshNonce, freshPersonKey } from '#storage/person-key.ts';
import { emptyHead, headOf, type Head, seal } from '#storage/seal.ts';
import { openDatabase } from '#storage/sqlite/open-database.ts';
import { sqliteEntries } from '#storage/sqlite/sqlite-entries.ts';
import { sqlitePersonKeys } from '#storage/sqlite/sqlite-person-keys.ts';

/** A log of so many cases, each the given one of another person under their own key, spread over the year 2026. */
export async function fillWithCases(file: string, entries: readonly Entry[], cases: number): Promise<void> {
  const database = openDatabase(file, 1000);
  const store = sqliteEntries(database);
  const keys = sqlitePersonKeys(database);
  const opened = Date.parse(entries[0]?.at ?? '');
  const leaverId = entries[0]?.leaver?.id ?? 'nobody';
  for (let nth = 0; nth < cases; nth++) {
    const later = Date.UTC(2026, 0, 1) + Math.floor((nth * 360 * 86_400_000) / cases) - opened;
    const ownId = `c0000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
    database.exec('BEGIN');
    const key = await keys.make(freshPersonKey(ownId));
    let head: Head = emptyHead;
    for (const before of entries) {
      const { at, by, tenant, phase } = before;
      const text = JSON.stringify(draft.parse(before)).replaceAll(leaverId, ownId);
      const renamed = draft.parse(JSON.parse(text.replaceAll('John Doe', `Leaver ${nth}`)));
      const under = { key, nonce: freshNonce(), clearData: isClear(phase) };
      const when = new Date(Date.parse(at) + later);
      const entry = seal(renamed, head, { caseId: caseIdOf(nth), tenant, at: when, by, under });
      store.append(entry);
      head = headOf(entry);
    }
    database.exec('COMMIT');
  }
  database.close();
}

function caseIdOf(nth: number): string {
  return `OFF-${nth.toString(32).toUpperCase().padStart(5, '0')}`;
}
