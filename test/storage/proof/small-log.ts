import { copiedFields } from '#storage/copies.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogSource, RawDocument } from '#storage/log-source.ts';
import type { PersonKey } from '#storage/person-key.ts';
import { idOf } from '#storage/proof/checkpoint-book.ts';
import {
  type MovedHead,
  signCheckpoint,
  signedText,
  type SignedCheckpoint,
} from '#storage/proof/checkpoint.ts';
import { nothingCovered } from '#storage/proof/covered.ts';
import type { SigningKey } from '#storage/proof/signing-key.ts';
import { writeBundle } from '#storage/proof/write-bundle.ts';
import { canonicalJson, entryId, sha256 } from '#storage/seal.ts';
import type { StoredEntry } from '#storage/stored-entry.ts';

export type Row = Readonly<Record<string, unknown>>;
/** An entry as somebody stored it. It need not be one that this product would write. */
export interface Stored extends StoredEntry {
  readonly head: MovedHead;
}

/** A log in memory, no larger than what is to be shown. */
export interface SmallLog {
  /** The checkpoints so far. */
  readonly kept: readonly SignedCheckpoint[];
  add(...entries: readonly Stored[]): SmallLog;
  file(text: string): SmallLog;
  holds(key: PersonKey): SmallLog;
  /** A minute later, whether or not something has grown; of two keys the first is new. */
  sign(keys?: readonly SigningKey[]): SmallLog;
  rows(caseId?: string, keys?: boolean): Promise<readonly Row[]>;
}

export function smallLog(key: SigningKey): SmallLog {
  const entries: Stored[] = [];
  const documents = new Map<string, RawDocument>();
  const secrets = new Map<string, Uint8Array>();
  const kept: SignedCheckpoint[] = [];
  const covered = nothingCovered();
  const source: LogSource = {
    async *entries(caseId) {
      yield* entries.filter(({ head }) => caseId === undefined || head[0] === caseId);
    },
    document: async (id) => documents.get(id) ?? null,
    secretOf: async (subject) => secrets.get(subject) ?? null,
    close: async () => {},
  };

  function moved(): readonly MovedHead[] {
    const ends = new Map(entries.map(({ head }) => [head[0], head]));
    return [...ends.values()].filter(([caseId, seq]) => seq > (covered.head(caseId)?.seq ?? 0));
  }

  return {
    kept,
    add(...more) {
      entries.push(...more);
      return this;
    },
    file(text) {
      documents.set(sha256(text), { text, hash: sha256(text) });
      return this;
    },
    holds({ subject, secret }) {
      secrets.set(subject, secret);
      return this;
    },
    sign(keys = [key]) {
      const at = minute(kept.length);
      const when = { tenant: 'contoso', at, upTo: at, ...(keys[1] ? { newKey: keys[0]?.fingerprint } : {}) };
      const checkpoint = signCheckpoint(covered.next(when, moved()), keys);
      covered.take(checkpoint);
      documents.set(idOf(kept.length + 1), { text: JSON.stringify(checkpoint), hash: '' });
      kept.push(checkpoint);
      return this;
    },
    async rows(caseId, keys = true) {
      const made = new Date(minute(kept.length));
      const order = { tenant: 'contoso', made, keys, ...(caseId === undefined ? {} : { caseId }) };
      const rows: Row[] = [];
      for await (const line of writeBundle(source, order)) rows.push(JSON.parse(line) as Row);
      return rows;
    },
  };
}

/** Of the signing of a log, from its first checkpoint on. */
export function minute(n: number): string {
  return new Date(Date.UTC(2026, 10, 23, 15, n)).toISOString();
}

/** An entry, saying something else where `change` does, with a hash and copies that fit what it says. */
export function stored(
  entry: Entry,
  change: Row = {},
  write: (body: object) => string = canonicalJson,
): Stored {
  const body: Row = { ...(JSON.parse(entry.raw) as Row), ...change };
  const raw = write(JSON.parse(JSON.stringify(body)) as object);
  const [caseId, seq] = [String(body['caseId']), Number(body['seq'])];
  const _id = entryId(caseId, seq);
  const copies = copiedFields.flatMap((field) => {
    const told = field === 'order' ? `${String(body['at'])}#${_id}` : at(body, field);
    return told === undefined ? [] : [[field, told] as const];
  });
  return {
    _id,
    raw,
    hash: sha256(raw),
    copies: Object.fromEntries(copies),
    head: [caseId, seq, sha256(raw)],
  };
}

function at(body: Row, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Row | undefined)?.[name], body);
}

/** The same checkpoint saying something else, signed by whoever holds these keys. */
export function signedAnew({ raw }: SignedCheckpoint, change: Row, keys: readonly SigningKey[]): Row {
  const text = canonicalJson({ ...(JSON.parse(raw) as Row), ...change });
  const signatures = keys.map((key) => ({ key: key.publicKey, signature: key.sign(signedText(text)) }));
  return { kind: 'checkpoint', raw: text, signatures };
}

/** What would be signed a minute after this checkpoint, were nothing written. */
export function nextAfter(before: SignedCheckpoint, change: Row, keys: readonly SigningKey[]): Row {
  const { n } = JSON.parse(before.raw) as { n: number };
  return signedAnew(
    before,
    { n: n + 1, at: minute(n), heads: [], prev: sha256(before.raw), ...change },
    keys,
  );
}
