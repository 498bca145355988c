import type { Collection } from 'mongodb';
import type { LogSource } from '../log-source.ts';
import type { StoredEntry } from '../stored-entry.ts';
import { bounded, type Bounded } from './bounded.ts';
import { collections, storedEntry, type LogDocument } from './collections.ts';
import { connect } from './connect.ts';

const pageLength = 1000;

/** A page of a large log may take its time, but not for ever. */
const timeoutMs = 60_000;

/** The log in a MongoDB database, for reading only: `find` is all the rights it needs. */
export async function openMongoSource(uri: string): Promise<LogSource> {
  const { client, database } = connect({ uri }, timeoutMs);
  const { log, documents, keys } = collections(database);
  const ask = bounded(timeoutMs);
  return {
    entries: (caseId) => entriesOf(log, ask, caseId),
    document: (id) => ask.read(() => documents.findOne({ _id: id })),
    async secretOf(subject) {
      const found = await ask.read(() => keys.findOne({ subject }));
      return found && Buffer.from(found.secret, 'base64');
    },
    close: () => client.close(),
  };
}

async function* entriesOf(
  log: Collection<LogDocument>,
  ask: Bounded,
  caseId: string | undefined,
): AsyncGenerator<StoredEntry> {
  if (caseId === undefined) yield* strangersIn(log, ask);
  const end = caseId === undefined ? {} : { $lt: `${caseId}$` };
  let after = caseId === undefined ? '' : `${caseId}#`;
  for (;;) {
    const page = await ask.read(() =>
      log
        .find({ _id: { $gt: after, ...end } })
        .sort({ _id: 1 })
        .limit(pageLength)
        .toArray(),
    );
    yield* page.map(storedEntry);
    const last = page.at(-1);
    if (last === undefined || page.length < pageLength) return;
    after = last._id;
  }
}

/** Comparing with a text finds texts only: what was put in under another kind of `_id` must be asked for. */
async function* strangersIn(log: Collection<LogDocument>, ask: Bounded): AsyncGenerator<StoredEntry> {
  const strangers = await ask.read(() =>
    log
      .find({ _id: { $not: { $type: 'string' } } })
      .limit(pageLength)
      .toArray(),
  );
  yield* strangers.map(storedEntry);
}
