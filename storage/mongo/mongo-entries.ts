import type { Filter } from 'mongodb';
import type { Entry } from '../entry.ts';
import { historyFilter, historyPage, type HistoryFilter } from '../history-filter.ts';
import { PositionTaken, type HistoryPage, type HistoryQuery } from '../log-store.ts';
import { entryId } from '../seal.ts';
import { readChain, readEntry } from '../stored-entry.ts';
import { isDuplicate, type Bounded } from './bounded.ts';
import { logDocument, type Collections, type LogDocument } from './collections.ts';

const shown = { raw: 1, hash: 1 } as const;

/** The log in one MongoDB database. */
export function mongoEntries({ log }: Collections, ask: Bounded) {
  return {
    async append(entry: Entry): Promise<void> {
      try {
        await ask.write(() => log.insertOne(logDocument(entry)));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // The driver sends a write again when no answer came: what is there may be our own.
        const there = await ask.read(() => log.findOne({ _id: entry._id }, { projection: shown }));
        if (there?.hash !== entry.hash) throw new PositionTaken(`${entry._id} is taken`, { cause: error });
      }
    },
    async readCase(caseId: string, after: number): Promise<readonly Entry[]> {
      const range = { _id: { $gt: entryId(caseId, after), $lt: `${caseId}$` } };
      const rows = await ask.read(() => log.find(range, { projection: shown }).sort({ _id: 1 }).toArray());
      return readChain(rows, after);
    },
    async history(query: HistoryQuery): Promise<HistoryPage> {
      const filter = historyFilter(query);
      const rows = await ask.read(() =>
        log.find(mongoFilter(filter), { projection: shown }).sort({ order: -1 }).limit(filter.rows).toArray(),
      );
      return historyPage(query, rows.map(readEntry));
    },
  };
}

function mongoFilter(filter: HistoryFilter): Filter<LogDocument> {
  const range = {
    ...(filter.from === null ? {} : { $gte: filter.from }),
    ...(filter.before === null ? {} : { $lt: filter.before }),
  };
  return {
    ...Object.fromEntries(filter.equal.map(([field, value]) => [field, { $eq: value }])),
    ...(filter.phases === null ? {} : { phase: { $in: [...filter.phases] } }),
    ...(Object.keys(range).length === 0 ? {} : { order: range }),
  };
}
