import type { DatabaseSync } from 'node:sqlite';
import type { LogSource } from '../log-source.ts';
import { openReadOnly } from './open-database.ts';
import { refusing } from './sqlite-error.ts';
import { storedEntry } from './sqlite-entries.ts';
import { logColumns, quoted } from './tables.ts';

/** The log in a file, for reading only; the bot may go on writing to it. @throws StoreDown when it is no log */
export async function openSqliteSource(file: string): Promise<LogSource> {
  const database = openReadOnly(file, 2000);
  const there = columnsIn(database);
  const columns = logColumns
    .filter((column) => there.has(column))
    .map(quoted)
    .join(', ');
  const everything = `SELECT ${columns} FROM OffboardingLog`;

  return {
    async *entries(caseId) {
      const where = caseId === undefined ? '' : 'WHERE _id > ? AND _id < ?';
      const bounds = caseId === undefined ? [] : [`${caseId}#`, `${caseId}$`];
      const rows = refusing('answer', () =>
        database.prepare(`${everything} ${where} ORDER BY _id`).iterate(...bounds),
      );
      for (;;) {
        const { done, value } = refusing('answer', () => rows.next());
        if (done === true) return;
        yield storedEntry(value);
      }
    },
    async document(id) {
      const found = refusing('answer', () =>
        database.prepare('SELECT text, hash FROM OffboardingDocuments WHERE _id = ?').get(id),
      );
      return found === undefined ? null : { text: found['text'], hash: found['hash'] };
    },
    async secretOf(subject) {
      const found = refusing('answer', () =>
        database.prepare('SELECT secret FROM OffboardingKeys WHERE subject = ?').get(subject),
      );
      return found?.['secret'] instanceof Uint8Array ? found['secret'] : null;
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

/** A file that the bot has not opened since a field came to be lacks it, and is judged as it is. */
function columnsIn(database: DatabaseSync): ReadonlySet<unknown> {
  const columns = refusing('answer', () =>
    database.prepare("SELECT name FROM pragma_table_info('OffboardingLog')").all(),
  );
  return new Set(columns.map(({ name }) => name));
}
