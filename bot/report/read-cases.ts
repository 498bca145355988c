import { checkEntry, type Fault } from '#storage/check-entry.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogSource } from '#storage/log-source.ts';
import { StoreDown } from '#storage/log-store.ts';
import { openerFrom } from '#storage/open-from-source.ts';
import { emptyHead, headOf, type Head } from '#storage/seal.ts';
import type { StoredEntry } from '#storage/stored-entry.ts';
import { caseOf, documentIn, faultInDocuments } from '#storage/verify.ts';

/** One chain of the log, judged as `log:verify` judges it. */
export interface CaseFile {
  readonly caseId: string;
  /** How many entries are stored. */
  readonly stored: number;
  /** The sound entries, opened, up to the first one that is wrong, missing or swapped. */
  readonly entries: readonly Entry[];
  readonly head: Head;
  readonly fault: Fault | null;
}

/** Chain by chain, holding one at a time. Each text is derived anew and read once. */
export async function* readCases(source: LogSource, caseId?: string): AsyncGenerator<CaseFile> {
  let current: Chain | undefined;
  for await (const stored of source.entries(caseId)) {
    const id = caseOf(stored);
    if (current?.caseId !== id) {
      if (current) yield await judged(source, current);
      const open = openerFrom(source);
      current = { caseId: id, stored: 0, entries: [], head: emptyHead, fault: null, open };
    }
    await take(current, stored);
  }
  if (current) yield judged(source, current);
}

/** What comes after the first fault is counted and not looked at. */
async function take(chain: Chain, stored: StoredEntry): Promise<void> {
  chain.stored += 1;
  if (chain.fault !== null) return;
  const found = checkEntry(stored, chain.caseId, chain.head);
  if ('how' in found) {
    chain.fault = found;
    return;
  }
  try {
    chain.entries.push(await chain.open(found));
    chain.head = headOf(found);
  } catch (error) {
    if (error instanceof StoreDown) throw error;
    chain.fault = { where: found._id, how: 'is changed: what is sealed in it does not open with its key' };
  }
}

interface Chain {
  readonly caseId: string;
  stored: number;
  readonly entries: Entry[];
  head: Head;
  fault: Fault | null;
  readonly open: ReturnType<typeof openerFrom>;
}

async function judged(source: LogSource, { open: _open, ...chain }: Chain): Promise<CaseFile> {
  if (chain.fault !== null) return chain;
  const documents = chain.entries.flatMap(({ data }) => documentIn(data));
  return { ...chain, fault: await faultInDocuments(source, { documents }) };
}
