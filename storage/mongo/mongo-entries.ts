import type { Entry } from '../entry.ts';
import { historyPage } from '../history-page.ts';
import type { Pseudonyms } from '../history-scan.ts';
import { PositionTaken, type HistoryPage, type HistoryQuery } from '../log-store.ts';
import { entryId } from '../seal.ts';
import { readChain } from '../stored-entry.ts';
import { isDuplicate, type Bounded } from './bounded.ts';
import { logDocument, type Collections } from './collections.ts';
import { mongoScan } from './mongo-scan.ts';

const shown = { raw: 1, hash: 1 } as const;

/** The log in one MongoDB database. */
export function mongoEntries({ log }: Collections, ask: Bounded) {
  const scan = mongoScan(log, ask);

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
    history: (query: HistoryQuery, pseudonyms?: Pseudonyms): Promise<HistoryPage> =>
      historyPage(query, scan, pseudonyms),
  };
}
