import { copiesOf } from '#storage/copies.ts';
import { freshPersonKey } from '#storage/person-key.ts';
import { canonicalJson, sha256 } from '#storage/seal.ts';
import { sealed } from '../sealed.ts';

/** One sealed entry and its key, and something said otherwise in it, written so and hashed anew. Nothing is signed. */
export function oneEntry(
  change: object,
  write: (entry: object) => string = canonicalJson,
): readonly string[] {
  const key = freshPersonKey('john');
  const entry = sealed({ action: 'a', change: 'one' }, { key });
  const raw = write({ ...(JSON.parse(entry.raw) as object), ...change });
  const copies = { ...copiesOf(entry), ...change };
  const told = Object.entries(copies).filter(([name, value]) => value !== null && !beside.has(name));
  const secret = Buffer.from(key.secret).toString('base64');
  const { _id } = entry;
  return [
    { kind: 'bundle', v: 2, tenant: 'contoso', made: '', scope: 'all', keys: true },
    { kind: 'key', subject: key.subject, secret },
    { kind: 'entry', _id, raw, hash: sha256(raw), copies: Object.fromEntries(told) },
    { kind: 'end', checkpoints: 0, cases: 1, entries: 1, documents: 0, keys: 1 },
  ].map((row) => JSON.stringify(row));
}
const beside = new Set(['v', 'mark', 'sealed', 'data']);

/** What whoever writes the log itself could have said wrongly, in a text that has its hash. */
export const wrongForms: readonly (readonly [string, object, string])[] = [
  ['a mark of another change', { mark: 'f'.repeat(32) }, 'has a mark that is not that of its change'],
  ['a mark that is none', { mark: 'one' }, 'has a mark that is none'],
  ['something sealed that is not', { sealed: 'AAAA' }, 'has something sealed that is not'],
  ['something sealed with another key', { sealed: 'A'.repeat(80) }, 'is not sealed with its key'],
  ['a reason beside what is sealed', { reason: 'John Doe' }, 'says in the clear what it seals'],
  ['no subject', { subject: '' }, 'names no subject'],
  ['a version without seals', { v: 1 }, 'seals something, and its version does not'],
  ['a version of tomorrow', { v: 3 }, 'is of no version that this verifier knows'],
];
