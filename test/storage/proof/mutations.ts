import { canonicalJson, sha256 } from '#storage/seal.ts';
import type { SigningKey } from '#storage/proof/signing-key.ts';
import { signCheckpoint, type CheckpointBody } from '#storage/proof/checkpoint.ts';

type Row = Record<string, unknown>;
/** Changes a bundle; `null` when there is nothing of the kind to change. `pick` chooses one of so many. */
export type Mutation = (lines: readonly string[], pick: (many: number) => number) => readonly string[] | null;

const rows = (lines: readonly string[]): Row[] => lines.map((line) => JSON.parse(line) as Row);
const text = (all: readonly Row[]): string[] => all.map((row) => JSON.stringify(row));

function placesOf(lines: readonly string[], kind: string): number[] {
  return rows(lines).flatMap((row, index) => (row['kind'] === kind ? [index] : []));
}

function one(kind: string, change: (all: Row[], at: number) => readonly Row[] | void): Mutation {
  return (lines, pick) => {
    const places = placesOf(lines, kind);
    if (places.length === 0) return null;
    const all = rows(lines);
    return text([...(change(all, places[pick(places.length)]!) ?? all)]);
  };
}

/** An entry's text with something else in it, and a hash that fits again. */
export function rewrite(row: Row, change: object): Row {
  const raw = canonicalJson({ ...(JSON.parse(String(row['raw'])) as object), ...change });
  const copied = Object.entries(change).filter(([name]) => name !== 'sealed' && name !== 'mark');
  const copies = { ...(row['copies'] as object), ...Object.fromEntries(copied) };
  return { ...row, raw, hash: sha256(raw), copies };
}

function caseOf(row: Row | undefined): string {
  return String(row?.['_id']).split('#')[0] ?? '';
}

/** Rewrites a case from one entry to its end, so that its chain is sound again. */
function rechained(all: Row[], at: number, change: object = { reason: 'nothing happened' }): readonly Row[] {
  const result = [...all];
  result[at] = rewrite(result[at]!, change);
  for (let next = at + 1; next < result.length; next++) {
    const row = result[next]!;
    if (row['kind'] === 'entry' && caseOf(row) === caseOf(all[at]))
      result[next] = rewrite(row, { prev: lastHash(result, next, caseOf(row)) });
  }
  return result;
}

function lastHash(all: readonly Row[], before: number, caseId: string): unknown {
  return all.slice(0, before).findLast((row) => row['kind'] === 'entry' && caseOf(row) === caseId)?.['hash'];
}

/** The numbers at the end are those of the lines before it. */
export function recounted(lines: readonly string[]): readonly string[] {
  const all = rows(lines);
  const count = (kind: string) => all.filter((row) => row['kind'] === kind).length;
  const cases = new Set(all.filter((row) => row['kind'] === 'entry').map(caseOf)).size;
  const counts = {
    checkpoints: count('checkpoint'),
    cases,
    entries: count('entry'),
    documents: count('document'),
    keys: count('key'),
  };
  const end = all.findIndex((row) => row['kind'] === 'end');
  return text(end === -1 ? all : all.with(end, { ...all[end], ...counts }));
}

/** As somebody does who knows the format: the numbers at the end fit again. */
const thorough =
  (mutation: Mutation): Mutation =>
  (lines, pick) => {
    const changed = mutation(lines, pick);
    return changed && recounted(changed);
  };

const moved = one('entry', (all, at) => {
  const other = all.find((row) => row['kind'] === 'entry' && caseOf(row) !== caseOf(all[at]));
  if (!other) return;
  const seq = Number(String(all[at]!['_id']).split('#')[1]);
  const _id = `${caseOf(other)}#${String(seq).padStart(6, '0')}`;
  all[at] = { ...rewrite(all[at]!, { caseId: caseOf(other) }), _id };
});

const signedAnew = (key: SigningKey): Mutation =>
  one('checkpoint', (all, at) => {
    const body = JSON.parse(String(all[at]!['raw'])) as CheckpointBody;
    all[at] = { kind: 'checkpoint', ...signCheckpoint({ ...body, at: '2026-11-23T14:00:00.001Z' }, [key]) };
  });

/** Every way to change a bundle that somebody who holds the database could try. */
export function mutations(stranger: SigningKey): Readonly<Record<string, Mutation>> {
  return {
    'a character of an entry is flipped': one('entry', (all, at) => {
      const raw = String(all[at]!['raw']);
      const place = raw.indexOf('Alex');
      all[at]!['raw'] = `${raw.slice(0, place)}Z${raw.slice(place + 1)}`;
    }),
    'a copy beside the text is changed': one('entry', (all, at) => {
      all[at]!['copies'] = { ...(all[at]!['copies'] as object), 'actor.name': 'Nobody' };
    }),
    'an entry is deleted': thorough(one('entry', (all, at) => all.toSpliced(at, 1))),
    'an entry is inserted': thorough(
      one('entry', (all, at) => all.toSpliced(at, 0, rewrite(all[at]!, { reason: 'made up' }))),
    ),
    'an entry is doubled': thorough(one('entry', (all, at) => all.toSpliced(at, 0, all[at]!))),
    'two neighbours are swapped': one('entry', (all, at) => {
      const next = all[at + 1];
      if (next?.['kind'] !== 'entry') return all.toSpliced(at, 1);
      return all.with(at, next).with(at + 1, all[at]!);
    }),
    'an entry is moved to another case': moved,
    'the end of a case is cut off': thorough((lines) => {
      const all = rows(lines);
      const last = all.findLastIndex((row) => row['kind'] === 'entry');
      return last === -1 ? null : text(all.toSpliced(last, 1));
    }),
    'a whole case is dropped': thorough(
      one('entry', (all, at) =>
        all.filter((row) => row['kind'] !== 'entry' || caseOf(row) !== caseOf(all[at])),
      ),
    ),
    'a case is rewritten with new hashes': one('entry', rechained),
    'a document is changed': one('document', (all, at) => {
      all[at]!['text'] = `${String(all[at]!['text'])} `;
    }),
    'a document is dropped': thorough(one('document', (all, at) => all.toSpliced(at, 1))),
    'a key is changed': one('key', (all, at) => {
      const secret = Buffer.from(String(all[at]!['secret']), 'base64');
      secret[at % 64]! ^= 1;
      all[at]!['secret'] = secret.toString('base64');
    }),
    'a key is dropped': thorough(one('key', (all, at) => all.toSpliced(at, 1))),
    'a key is doubled': thorough(one('key', (all, at) => all.toSpliced(at, 0, all[at]!))),
    'a key of nobody is put in': thorough(
      one('key', (all, at) => all.toSpliced(at, 0, { ...all[at], subject: 'nobody' })),
    ),
    'a key comes too late': one('key', (all, at) => all.toSpliced(at, 1).toSpliced(-1, 0, all[at]!)),
    'what is sealed is changed and hashed anew': one('entry', (all, at) => {
      const { sealed } = JSON.parse(String(all[at]!['raw'])) as { sealed?: string };
      const other = sealed?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) ?? 'AAAA'.repeat(12);
      return rechained(all, at, { sealed: other });
    }),
    'a mark is moved to another change': one('entry', (all, at) =>
      rechained(all, at, { mark: 'f'.repeat(32) }),
    ),
    'a checkpoint is dropped': thorough(one('checkpoint', (all, at) => all.toSpliced(at, 1))),
    'a checkpoint is signed anew by a stranger': signedAnew(stranger),
    'the key of a signature is swapped': one('checkpoint', (all, at) => {
      const [signature] = all[at]!['signatures'] as Row[];
      all[at]!['signatures'] = [{ ...signature, key: stranger.publicKey }];
    }),
    'a head in a checkpoint is changed': one('checkpoint', (all, at) => {
      all[at]!['raw'] = String(all[at]!['raw']).replace(/[0-9a-f](?=",?\]?\])/, (digit) =>
        digit === '0' ? '1' : '0',
      );
    }),
    'the path to the root is changed': one('inclusion', (all, at) => {
      const path = all[at]!['path'] as string[];
      all[at]!['path'] = path.length > 0 ? path.slice(1) : ['0'.repeat(64)];
    }),
    'the file breaks off': (lines, pick) => {
      const kept = lines.slice(0, 1 + pick(lines.length - 1));
      return [...kept.slice(0, -1), kept.at(-1)!.slice(0, kept.length === 1 ? undefined : 20)];
    },
  };
}
