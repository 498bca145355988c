import type { Entry } from '#storage/entry.ts';
import { openDatabase } from '#storage/sqlite/open-database.ts';
import { sqliteEntries } from '#storage/sqlite/sqlite-entries.ts';

/** Entries in one transaction. */
const batch = 10_000;

/** A log in a file, by the store's own insert, many to a transaction. */
export function fillFile(file: string, all: Iterable<Entry>): void {
  const database = openDatabase(file, 1000);
  const entries = sqliteEntries(database);
  let waiting = 0;
  for (const entry of all) {
    if (waiting === 0) database.exec('BEGIN');
    entries.append(entry);
    waiting = (waiting + 1) % batch;
    if (waiting === 0) database.exec('COMMIT');
  }
  if (waiting > 0) database.exec('COMMIT');
  database.close();
}
