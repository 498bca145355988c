import { MongoClient, type Db } from 'mongodb';
import { StoreDown } from '../log-store.ts';

export interface MongoSettings {
  /** Connection string; the database named in it is used, `offboarding` when it names none. */
  readonly uri: string;
  /** Goes before the one in `uri`. */
  readonly database?: string;
  /** When a database that does not answer counts as down, in ms. */
  readonly timeoutMs?: number;
}

export interface Connection {
  readonly client: MongoClient;
  readonly database: Db;
}

/**
 * A client whose every wait is bounded and whose writes are on the disks of the majority when it says so; what the
 * connection string says about these is overruled. It dials when first asked, and again whenever the server is back.
 */
export function connect(settings: MongoSettings, timeoutMs: number): Connection {
  try {
    const client = new MongoClient(settings.uri, {
      appName: 'offboarding-bot',
      // Shorter than the whole: then it is certain that nothing was sent.
      serverSelectionTimeoutMS: Math.min(Math.ceil(timeoutMs * 0.8), 5000),
      connectTimeoutMS: timeoutMs,
      socketTimeoutMS: timeoutMs,
      waitQueueTimeoutMS: timeoutMs,
      heartbeatFrequencyMS: 2000,
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: timeoutMs },
      readConcern: { level: 'majority' },
      readPreference: 'primary',
    });
    return { client, database: client.db(settings.database ?? databaseIn(settings.uri)) };
  } catch (error) {
    throw new StoreDown('The MongoDB connection string is not valid', { cause: error });
  }
}

function databaseIn(uri: string): string {
  const named = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^/?]+)/.exec(uri)?.[1];
  return named === undefined ? 'offboarding' : decodeURIComponent(named);
}
