import { type IndexDescription, MongoServerError, type Db } from 'mongodb';
import { StoreDown } from '../log-store.ts';
import { bounded } from './bounded.ts';
import { collections } from './collections.ts';
import { connect, type MongoSettings } from './connect.ts';

/** Questions of the history, each answered from one plain index, newest first. */
const leading = ['caseId', 'leaver.id', 'subject', 'actor.id', 'action', 'step', 'result', 'phase'] as const;
const historyIndexes = leading.map((field) => ({
  name: `${field}_1_order_-1`,
  key: { [field]: 1, order: -1 } as const,
}));

export const logIndexes = [{ name: 'order_-1', key: { order: -1 } as const }, ...historyIndexes];

const keyIndexes = [{ name: 'subject_1', key: { subject: 1 } as const }];

/** Building an index over a large log takes longer than any question may. */
const buildMs = 600_000;

/** Creates what is missing, and asks for that right only then: the bot's own role need not have it. */
export async function ensureIndexes(settings: MongoSettings, database: Db, timeoutMs: number): Promise<void> {
  await ensure(settings, database, { of: 'log', indexes: logIndexes, timeoutMs });
  await ensure(settings, database, { of: 'keys', indexes: keyIndexes, timeoutMs });
}

interface Wanted {
  readonly of: 'log' | 'keys';
  readonly indexes: readonly IndexDescription[];
  readonly timeoutMs: number;
}

async function ensure(settings: MongoSettings, database: Db, wanted: Wanted): Promise<void> {
  const { of, indexes, timeoutMs } = wanted;
  const { collectionName } = collections(database)[of];
  const there = await bounded(timeoutMs).read(() => indexNames(database, collectionName));
  const missing = indexes.filter(({ name }) => !there.has(name));
  if (missing.length === 0) return;
  const { client, database: patient } = connect(settings, buildMs);
  try {
    await bounded(buildMs).write(() => patient.collection(collectionName).createIndexes(missing));
  } catch (error) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new StoreDown(`${collectionName} has no index ${names}, and they cannot be created here`, {
      cause: error,
    });
  } finally {
    await client.close();
  }
}

async function indexNames(database: Db, collection: string): Promise<ReadonlySet<unknown>> {
  try {
    const indexes = await database.collection(collection).listIndexes().toArray();
    return new Set(indexes.map((index) => index['name'] as unknown));
  } catch (error) {
    if (error instanceof MongoServerError && error.code === namespaceNotFound) return new Set();
    throw error;
  }
}

const namespaceNotFound = 26;
