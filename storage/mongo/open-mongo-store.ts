import type { LogStore } from '../log-store.ts';
import { openingEntries } from '../opening-entries.ts';
import { smallThings } from '../small-things.ts';
import { bounded } from './bounded.ts';
import { collections } from './collections.ts';
import { connect, type MongoSettings } from './connect.ts';
import { ensureIndexes } from './indexes.ts';
import { mongoDocuments } from './mongo-documents.ts';
import { mongoEntries } from './mongo-entries.ts';
import { mongoKeys } from './mongo-keys.ts';
import { mongoPersonKeys } from './mongo-person-keys.ts';

/** The log in a MongoDB database, or one that speaks its protocol. @throws StoreDown when it is not there now */
export async function openMongoStore(settings: MongoSettings): Promise<LogStore> {
  const timeoutMs = settings.timeoutMs ?? 2000;
  const { client, database } = connect(settings, timeoutMs);
  const ask = bounded(timeoutMs);
  try {
    await ensureIndexes(settings, database, timeoutMs);
  } catch (error) {
    await client.close();
    throw error;
  }
  const entries = mongoEntries(collections(database), ask);
  const documents = mongoDocuments(collections(database), ask);

  const keys = mongoPersonKeys(collections(database), ask);

  return {
    append: (entry) => entries.append(entry),
    ...openingEntries(entries, keys),
    keys,
    saveDocument: (document) => documents.save(document),
    readDocument: (id) => documents.read(id),
    ...smallThings(mongoKeys(collections(database), ask)),
    close: () => client.close(),
  };
}
