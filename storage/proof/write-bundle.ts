import type { LogSource } from '../log-source.ts';
import type { StoredEntry } from '../stored-entry.ts';
import { bodyOf, type SignedCheckpoint, signedCheckpoint } from './checkpoint.ts';
import { idOf } from './checkpoint-book.ts';
import { nothingCovered } from './covered.ts';

export interface BundleOrder {
  readonly tenant: string;
  readonly made: Date;
  /** Only this case, with the path from its end to the signed root. */
  readonly caseId?: string;
  /** False: nobody can read what is sealed in it. */
  readonly keys: boolean;
}

/**
 * An evidence bundle: one JSON object a line, with everything a verifier needs, entries as they are stored and nothing
 * believed. The format is in docs/proof.md. @throws when the case is none, or no checkpoint covers it
 */
export async function* writeBundle(source: LogSource, order: BundleOrder): AsyncGenerator<string> {
  const { tenant, made, caseId, keys } = order;
  const counts = { checkpoints: 0, cases: 0, entries: 0, documents: 0, keys: 0 };
  const head = { kind: 'bundle', v: 2, tenant, made: made.toISOString(), scope: caseId ?? 'all', keys };
  yield JSON.stringify(head);
  const proof = caseId === undefined ? allCheckpoints(source) : oneInclusion(source, caseId);
  for await (const row of proof) {
    if (row.kind === 'checkpoint') counts.checkpoints += 1;
    yield JSON.stringify(row);
  }
  let current: unknown;
  const subjects = new Set<unknown>();
  for await (const stored of source.entries(caseId)) {
    const key = keys ? await keyFor(source, stored, subjects) : null;
    if (key) {
      counts.keys += 1;
      yield JSON.stringify(key);
    }
    const { rows, startsCase } = await rowsOf(source, stored, current);
    if (startsCase) counts.cases += 1;
    current = caseOf(stored);
    counts.entries += 1;
    counts.documents += rows.length - 1;
    for (const row of rows) yield JSON.stringify(row);
  }
  if (caseId !== undefined && counts.entries === 0) throw new Error(`the log has no case ${caseId}`);
  yield JSON.stringify({ kind: 'end', ...counts });
}

interface Row {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Once for each subject, before the first entry that it opens; none of one whose key is destroyed. */
async function keyFor(source: LogSource, { copies }: StoredEntry, seen: Set<unknown>): Promise<Row | null> {
  const { subject } = copies;
  if (typeof subject !== 'string' || seen.has(subject)) return null;
  seen.add(subject);
  const secret = await source.secretOf(subject);
  return secret && { kind: 'key', subject, secret: Buffer.from(secret).toString('base64') };
}

async function rowsOf(source: LogSource, stored: StoredEntry, current: unknown) {
  const { _id, raw, hash, copies } = stored;
  const entry: Row = { kind: 'entry', _id, raw, hash, copies };
  const id = documentNamedBy(raw);
  const found = id === null ? null : await source.document(id);
  const document: readonly Row[] = found ? [{ kind: 'document', id, ...found }] : [];
  return { rows: [entry, ...document], startsCase: caseOf(stored) !== current };
}

/** A text that cannot be read names no document; the verifier says what is wrong with it. */
function documentNamedBy(raw: unknown): string | null {
  try {
    const { phase, data } = JSON.parse(String(raw)) as { phase?: unknown; data?: { document?: unknown } };
    return phase === 'archived' && typeof data?.document === 'string' ? data.document : null;
  } catch {
    return null;
  }
}

function caseOf({ _id }: StoredEntry): string {
  return String(_id).replace(/#\d+$/, '');
}

/** All of them, from the first. @throws when the text of one is not that of a checkpoint */
export async function* checkpointsOf(source: LogSource): AsyncGenerator<SignedCheckpoint> {
  for (let n = 1; ; n++) {
    const document = await source.document(idOf(n));
    if (document === null) return;
    yield signedCheckpoint.parse(JSON.parse(String(document.text)));
  }
}

async function* allCheckpoints(source: LogSource): AsyncGenerator<Row> {
  for await (const checkpoint of checkpointsOf(source)) yield { kind: 'checkpoint', ...checkpoint };
}

/** The newest checkpoint, and how the case's end is part of it. */
async function* oneInclusion(source: LogSource, caseId: string): AsyncGenerator<Row> {
  const covered = nothingCovered();
  let newest: SignedCheckpoint | null = null;
  for await (const checkpoint of checkpointsOf(source)) covered.take((newest = checkpoint));
  const head = covered.head(caseId);
  if (!newest || !head) throw new Error(`no checkpoint covers ${caseId} yet: there is one every minute`);
  yield { kind: 'checkpoint', ...newest };
  yield {
    kind: 'inclusion',
    case: caseId,
    checkpoint: bodyOf(newest).n,
    seq: head.seq,
    hash: head.hash,
    leaf: head.index,
    leaves: covered.tree.size,
    path: covered.tree.path(head.index),
  };
}
