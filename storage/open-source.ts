import type { LogSource } from './log-source.ts';
import { openMongoSource } from './mongo/open-mongo-source.ts';
import { openSqliteSource } from './sqlite/open-sqlite-source.ts';

/** A log for reading only, by its file or its MongoDB connection string. @throws StoreDown when it is no log */
export function openSource(where: string): Promise<LogSource> {
  return /^mongodb(?:\+srv)?:/.test(where) ? openMongoSource(where) : openSqliteSource(where);
}
