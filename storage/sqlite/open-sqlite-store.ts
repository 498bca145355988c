import type { LogStore } from '../log-store.ts';
import { openingEntries } from '../opening-entries.ts';
import { smallThings } from '../small-things.ts';
import { checkSqliteVersion } from './check-sqlite-version.ts';
import { openDatabase } from './open-database.ts';
import { sqliteDocuments } from './sqlite-documents.ts';
import { sqliteEntries } from './sqlite-entries.ts';
import { sqliteKeys } from './sqlite-keys.ts';
import { sqlitePersonKeys } from './sqlite-person-keys.ts';

export interface SqliteSettings {
  /** The file, created when it is not there; its folder must be. `:memory:` is forgotten at close. */
  readonly file: string;
  /** How long to wait for another process that is writing, in ms. */
  readonly timeoutMs?: number;
  /** Version of the SQLite library. */
  readonly version?: string | undefined;
}

/** The log in one file, for a bot that runs without a database server. Several processes may share the file. */
export async function openSqliteStore(settings: SqliteSettings): Promise<LogStore> {
  checkSqliteVersion(settings.version ?? process.versions['sqlite'] ?? 'unknown');
  const database = openDatabase(settings.file, settings.timeoutMs ?? 2000);
  const entries = sqliteEntries(database);
  const documents = sqliteDocuments(database);
  const keys = sqlitePersonKeys(database);

  return {
    append: async (entry) => entries.append(entry),
    ...openingEntries(entries, keys),
    keys,
    saveDocument: async (document) => documents.save(document),
    readDocument: async (id) => documents.read(id),
    ...smallThings(sqliteKeys(database)),
    async close() {
      if (database.isOpen) database.close();
    },
  };
}
