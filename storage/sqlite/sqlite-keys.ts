import type { DatabaseSync } from 'node:sqlite';
import type { KeyValues } from '../small-things.ts';
import { refusing, refusingWrite } from './sqlite-error.ts';

/** Keys and values inside one SQLite file. */
export function sqliteKeys(database: DatabaseSync): KeyValues {
  const get = database.prepare('SELECT value FROM OffboardingCache WHERE _id = ?');
  const put = database.prepare(
    'INSERT INTO OffboardingCache (_id, value) VALUES (?, ?) ON CONFLICT (_id) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM OffboardingCache WHERE _id = ?');
  const beginning = database.prepare(
    'SELECT _id FROM OffboardingCache WHERE substr(_id, 1, ?) = ? ORDER BY _id',
  );

  return {
    async get(key) {
      const value = refusing('answer', () => get.get(key))?.['value'];
      return typeof value === 'string' ? value : null;
    },
    async put(key, value) {
      refusingWrite('take a note', () => put.run(key, value));
    },
    async delete(key) {
      refusingWrite('let a note go', () => remove.run(key));
    },
    async keysAfter(start) {
      const rows = refusing('answer', () => beginning.all(start.length, start));
      return rows.map((row) => String(row['_id']).slice(start.length));
    },
  };
}
