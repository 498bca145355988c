import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { PositionTaken, type StoredDocument } from '../log-store.ts';
import { isConstraint, refusing, refusingWrite } from './sqlite-error.ts';

/** Large documents inside one SQLite file. */
export function sqliteDocuments(database: DatabaseSync) {
  const insert = database.prepare('INSERT INTO OffboardingDocuments (_id, text, hash) VALUES (?, ?, ?)');
  const byId = database.prepare('SELECT _id, text, hash FROM OffboardingDocuments WHERE _id = ?');
  const read = (id: string) => {
    const row = refusing('answer', () => byId.get(id));
    return row === undefined ? null : storedDocument(row);
  };

  return {
    read,
    save(document: StoredDocument): void {
      try {
        refusingWrite('take the document', () => insert.run(document.id, document.text, document.hash));
      } catch (error) {
        if (!isConstraint(error)) throw error;
        const there = read(document.id);
        if (there === null) throw error;
        if (there.text !== document.text)
          throw new PositionTaken(`the document ${document.id} is written already`);
      }
    },
  };
}

function storedDocument(row: Record<string, SQLOutputValue>): StoredDocument {
  return { id: String(row['_id']), text: String(row['text']), hash: String(row['hash']) };
}
