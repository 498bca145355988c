import { body, draft, type Entry } from '#storage/entry.ts';
import { emptyHead, headOf, type Head, seal } from '#storage/seal.ts';
import { openDatabase } from '#storage/sqlite/open-database.ts';
import { sqliteEntries } from '#storage/sqlite/sqlite-entries.ts';

/** A log of so many cases, each the given one of another person, spread over the year 2026. */
export function fillWithCases(file: string, entries: readonly Entry[], cases: number): void {
  const database = openDatabase(file, 1000);
  const store = sqliteEntries(database);
  const drafts = entries.map(({ raw, at, by, tenant }) => ({ raw, at: Date.parse(at), by, tenant }));
  const start = drafts[0]?.at ?? 0;
  for (let nth = 0; nth < cases; nth++) {
    database.exec('BEGIN');
    let head: Head = emptyHead;
    const opened = Date.UTC(2026, 0, 1) + Math.floor((nth * 360 * 86_400_000) / cases);
    for (const { raw, at, by, tenant } of drafts) {
      const text = JSON.stringify(draft.parse(body.parse(JSON.parse(raw))));
      const renamed = draft.parse(JSON.parse(text.replaceAll('John Doe', `Leaver ${nth}`)));
      const when = new Date(opened + (at - start));
      const entry = seal(renamed, head, { caseId: caseIdOf(nth), tenant, at: when, by });
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
