import { checkEntry, type Fault } from './check-entry.ts';
import type { LogSource, RawDocument } from './log-source.ts';
import { emptyHead, headOf, sha256, type Head } from './seal.ts';
import type { StoredEntry } from './stored-entry.ts';

/** What the log says about one case. */
export interface CaseVerdict {
  readonly caseId: string;
  /** How many entries are stored. */
  readonly entries: number;
  /** Where the sound part ends; kept elsewhere, it shows later whether the end was cut off. */
  readonly head: Head;
  /** The first thing that is wrong; `null` = sound. */
  readonly fault: Fault | null;
  /** Documents that its entries name: id and the hash they must have. */
  readonly documents: readonly (readonly [id: string, hash: string])[];
}

/** Judges a whole log or one case of it, entries and the documents they name. */
export async function* verifyLog(source: LogSource, caseId?: string): AsyncGenerator<CaseVerdict> {
  for await (const verdict of verifyCases(source.entries(caseId))) {
    yield { ...verdict, fault: verdict.fault ?? (await faultInDocuments(source, verdict)) };
  }
}

/** Judges entries that come in the order of `_id`, holding one at a time. */
export async function* verifyCases(
  entries: AsyncIterable<StoredEntry> | Iterable<StoredEntry>,
): AsyncGenerator<CaseVerdict> {
  let current: CaseVerdict | null = null;
  for await (const stored of entries) {
    const caseId = caseOf(stored);
    if (current !== null && current.caseId !== caseId) {
      yield current;
      current = null;
    }
    current = withNext(
      current ?? { caseId, entries: 0, head: emptyHead, fault: null, documents: [] },
      stored,
    );
  }
  if (current !== null) yield current;
}

function withNext(so: CaseVerdict, stored: StoredEntry): CaseVerdict {
  const entries = so.entries + 1;
  if (so.fault !== null) return { ...so, entries };
  const found = checkEntry(stored, so.caseId, so.head);
  if ('how' in found) return { ...so, entries, fault: found };
  return { ...so, entries, head: headOf(found), documents: [...so.documents, ...documentIn(found.data)] };
}

/** `archived` entries name a document and its hash. */
export function documentIn(data: unknown): CaseVerdict['documents'] {
  const { document, hash } = (data ?? {}) as { document?: unknown; hash?: unknown };
  return typeof document === 'string' && typeof hash === 'string' ? [[document, hash]] : [];
}

/** The first of the documents that is missing or is not the one the log names. */
export async function faultInDocuments(
  source: Pick<LogSource, 'document'>,
  { documents }: Pick<CaseVerdict, 'documents'>,
): Promise<Fault | null> {
  for (const [id, hash] of documents) {
    const how = wrongWith(await source.document(id), hash);
    if (how !== null) return { where: `document ${id}`, how };
  }
  return null;
}

function wrongWith(document: RawDocument | null, logged: string): string | null {
  if (document === null) return 'is missing';
  if (typeof document.text !== 'string' || sha256(document.text) !== logged) {
    return 'is changed: its text does not have the hash that the log names';
  }
  return document.hash === logged ? null : 'is changed: its hash is not the one that the log names';
}

/** The case an entry says it belongs to, by its key alone. */
export function caseOf(stored: StoredEntry): string {
  const id = String(stored._id);
  const end = id.lastIndexOf('#');
  return end === -1 ? id : id.slice(0, end);
}
