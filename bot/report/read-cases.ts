import type { Entry } from '#storage/entry.ts';
import type { LogSource } from '#storage/log-source.ts';
import { readEntry, type StoredEntry } from '#storage/stored-entry.ts';
import { caseOf, type CaseVerdict, verifyLog } from '#storage/verify.ts';

/** One chain of the log, judged. */
export interface CaseFile {
  readonly caseId: string;
  readonly verdict: CaseVerdict;
  /** The sound entries, up to the first one that is wrong, missing or swapped. */
  readonly entries: readonly Entry[];
}

/** Chain by chain, holding one at a time. */
export async function* readCases(source: LogSource, caseId?: string): AsyncGenerator<CaseFile> {
  let rows: StoredEntry[] = [];
  for await (const stored of source.entries(caseId)) {
    const [first] = rows;
    if (first && caseOf(first) !== caseOf(stored)) {
      yield await judged(source, rows);
      rows = [];
    }
    rows.push(stored);
  }
  if (rows.length > 0) yield judged(source, rows);
}

async function judged(source: LogSource, rows: readonly StoredEntry[]): Promise<CaseFile> {
  const alone: LogSource = {
    entries: () => each(rows),
    document: (id) => source.document(id),
    close: async () => {},
  };
  for await (const verdict of verifyLog(alone)) {
    const entries = rows.slice(0, verdict.head.seq).map(readEntry);
    return { caseId: verdict.caseId, verdict, entries };
  }
  throw new Error('a chain without entries cannot be judged');
}

async function* each(rows: readonly StoredEntry[]): AsyncGenerator<StoredEntry> {
  yield* rows;
}
