import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { copiedFields, copiesOf } from '../copies.ts';
import type { Entry } from '../entry.ts';
import { historyPage } from '../history-page.ts';
import type { Pseudonyms } from '../history-scan.ts';
import { PositionTaken, type HistoryPage, type HistoryQuery } from '../log-store.ts';
import { readChain, type StoredEntry } from '../stored-entry.ts';
import { entryId } from '../seal.ts';
import { isConstraint, refusing, refusingWrite } from './sqlite-error.ts';
import { sqliteScan } from './sqlite-scan.ts';
import { logColumns, quoted } from './tables.ts';

type Row = Record<string, SQLOutputValue>;

/** The log inside one SQLite file. */
export function sqliteEntries(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO OffboardingLog (${logColumns.map(quoted).join(', ')}) VALUES (${logColumns.map(() => '?').join(', ')})`,
  );
  const hashAt = database.prepare('SELECT hash FROM OffboardingLog WHERE _id = ?');
  const ofCase = database.prepare(
    'SELECT _id, raw, hash FROM OffboardingLog WHERE _id > ? AND _id < ? ORDER BY _id',
  );

  return {
    append(entry: Entry): void {
      try {
        refusingWrite('take the entry', () => insert.run(...rowOf(entry)));
      } catch (error) {
        if (!isConstraint(error)) throw error;
        const there = refusing('answer', () => hashAt.get(entry._id))?.['hash'];
        if (there === undefined) throw error;
        if (there !== entry.hash) throw new PositionTaken(`${entry._id} is taken`);
      }
    },
    readCase(caseId: string, after: number): readonly Entry[] {
      const rows = refusing('answer', () => ofCase.all(entryId(caseId, after), `${caseId}$`));
      return readChain(rows.map(storedEntry), after);
    },
    history: (query: HistoryQuery, pseudonyms?: Pseudonyms): Promise<HistoryPage> =>
      historyPage(query, async (scan) => sqliteScan(database, scan), pseudonyms),
  };
}

/** One row as the verifier wants it: nothing believed, absent what is null. */
export function storedEntry(row: Row): StoredEntry {
  const { _id, raw, hash } = row;
  const copies: Row = {};
  for (const [column, value] of Object.entries(row))
    if (value !== null && !isWritten(column)) copies[column] = value;
  return { _id, raw, hash, copies };
}

function isWritten(column: string): boolean {
  return column === '_id' || column === 'raw' || column === 'hash';
}

function rowOf(entry: Entry): (string | number | null)[] {
  const copies = copiesOf(entry);
  return [entry._id, ...copiedFields.map((field) => copies[field]), entry.raw, entry.hash];
}
