import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreDown } from '../log-store.ts';
import { refusing } from './sqlite-error.ts';
import { createTables, fromVersionOne, tablesVersion } from './tables.ts';

/** Opens the file for writing, creates what is missing in it, and makes every commit reach the disk. */
export function openDatabase(file: string, timeoutMs: number): DatabaseSync {
  return refusing(`open (${file})`, () => {
    // The log names people: nobody but the bot's own user reads the file.
    if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
    const database = new DatabaseSync(file, { timeout: timeoutMs, allowExtension: false, defensive: true });
    try {
      prepare(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Opens an existing log without the right to change it. @throws StoreDown when it is none */
export function openReadOnly(file: string, timeoutMs: number): DatabaseSync {
  return refusing(`open (${file})`, () => {
    const database = new DatabaseSync(file, { timeout: timeoutMs, readOnly: true });
    try {
      const version = versionOf(database);
      if (version < 1 || version > tablesVersion)
        throw new StoreDown(`${file} is not an offboarding log of this version`);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function prepare(database: DatabaseSync): void {
  const version = versionOf(database);
  if (version > tablesVersion) throw new StoreDown('The log file was written by a newer version of the bot');
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF');
  // What is deleted is overwritten: a key that was destroyed must not be found in the file.
  database.exec('PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
  const older = version === 1 ? `${fromVersionOne};` : '';
  database.exec(`BEGIN IMMEDIATE;\n${older}${createTables};\nCOMMIT`);
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
