import type { LogStore } from './log-store.ts';
import { openSqliteStore } from './sqlite/open-sqlite-store.ts';

export interface StoreSettings {
  readonly mongoUri?: string | undefined;
  readonly file?: string | undefined;
}

/** MongoDB where a connection string is given, else the file. @throws when neither is: a log nobody asked for is a lost one */
export async function openStore({ mongoUri, file }: StoreSettings): Promise<LogStore> {
  if (mongoUri !== undefined) {
    // Its driver is big: who keeps the log in a file does not load it.
    const { openMongoStore } = await import('./mongo/open-mongo-store.ts');
    return openMongoStore({ uri: mongoUri });
  }
  if (file !== undefined) return openSqliteStore({ file });
  throw new TypeError('no store: give a MongoDB connection string or a file');
}
