import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { KeyStore } from '../key-store.ts';
import { StoreDown } from '../log-store.ts';
import type { PersonKey } from '../person-key.ts';
import { refusing, refusingWrite } from './sqlite-error.ts';
import { createKeyIndex, keyTable } from './tables.ts';

/** Leavers' keys inside one SQLite file. */
export function sqlitePersonKeys(database: DatabaseSync): KeyStore {
  const ofPerson = database.prepare('SELECT * FROM OffboardingKeys WHERE _id = ?');
  const ofSubjects = database.prepare(
    'SELECT * FROM OffboardingKeys WHERE subject IN (SELECT value FROM json_each(?))',
  );
  const insert = database.prepare(
    'INSERT INTO OffboardingKeys (_id, subject, secret) VALUES (?, ?, ?) ON CONFLICT (_id) DO NOTHING',
  );
  const find = (person: string): PersonKey | null => {
    const row = refusing('answer', () => ofPerson.get(person.toLowerCase()));
    return row === undefined ? null : personKey(row);
  };

  return {
    keyOf: async (person) => find(person),
    async keysOf(subjects) {
      if (subjects.length === 0) return [];
      return refusing('answer', () => ofSubjects.all(JSON.stringify(subjects))).map(personKey);
    },
    async make(fresh) {
      const { person, subject, secret } = fresh;
      refusingWrite('take a key', () => insert.run(person, subject, secret));
      return find(person) ?? fail('The key was destroyed while it was made');
    },
    async destroy(subject) {
      refusingWrite('let a key go', () => destroy(database, subject));
    },
  };
}

/**
 * A deleted row is overwritten (`secure_delete`), but pages that SQLite filled anew may hold an older copy of it (seen
 * for one in some 4,000 deleted rows). So all other rows move to fresh pages, the old ones are overwritten as a whole,
 * and the write-ahead log is emptied.
 */
function destroy(database: DatabaseSync, subject: string): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.prepare('DELETE FROM OffboardingKeys WHERE subject = ?').run(subject);
    moveToFreshPages(database, 'OffboardingKeys', keyTable);
    database.exec(`${createKeyIndex}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
  const done = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (done?.['busy'] !== 0)
    throw new StoreDown('The key is deleted, and a process that reads keeps its bytes');
}

function moveToFreshPages(database: DatabaseSync, table: string, create: (name: string) => string): void {
  const fresh = `${table}Kept`;
  database.exec(`${create(fresh)}; INSERT INTO ${fresh} SELECT * FROM ${table}; DROP TABLE ${table};
    ALTER TABLE ${fresh} RENAME TO ${table}`);
}

function personKey(row: Record<string, SQLOutputValue>): PersonKey {
  const { _id, subject, secret } = row;
  if (!(secret instanceof Uint8Array)) fail('A key is none');
  return { person: String(_id), subject: String(subject), secret };
}

function fail(why: string): never {
  throw new StoreDown(why);
}
