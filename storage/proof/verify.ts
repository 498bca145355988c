/**
 * Judges an evidence bundle, offline. One file without dependencies, so that an auditor can read all of it and run it
 * with nothing but Node 24: `node verify.ts bundle.ndjson --checkpoints kept.ndjson --key sha256:…`. The format is
 * written down in docs/proof.md, for whoever writes their own.
 */
import {
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  hash as digestOf,
  verify,
} from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';

type Lines = AsyncIterable<string> | Iterable<string>;
type Row = Readonly<Record<string, unknown>>;
type Point = { readonly place: string; readonly what: string };
type Head = { readonly seq: number; readonly hash: string; readonly leaf: number };
type Counts = Readonly<Record<'checkpoints' | 'cases' | 'entries' | 'documents', number>>;
type OpenCase = { caseId: string; seq: number; hash: string; open: Map<string, string> };

export type Question = {
  readonly bundle: Lines;
  /** Checkpoints that were kept outside the database; `null` = there are none. */
  readonly kept: Lines | null;
  /** Checkpoints of which somebody saw the hash outside, as in a channel: `<number>:<hash>`. */
  readonly seen?: readonly string[];
  /** Fingerprints of keys that the auditor wrote down. */
  readonly keys: readonly string[];
};

/** `faults`: somebody changed something. `gaps`: what this bundle cannot show. `newer`: kept after it was made, no fault. */
export type Verdict = {
  readonly verdict: 'sound' | 'tampered' | 'incomplete';
  /** `all`, or the one case it is about; when it was made. Both are the bundle's own words. */
  readonly scope: string;
  readonly made: string;
  readonly counts: Counts;
  /** How many of the cases are days of the register. */
  readonly days: number;
  readonly faults: readonly Point[];
  readonly gaps: readonly Point[];
  readonly newer: readonly Point[];
};

/** Everything that can be said of a place; `{}` is filled in. There is a bundle in the tests for each of them. */
export const findings = {
  faults: [
    'is not JSON',
    'stands after the end',
    'cannot be understood',
    'is of no kind that a bundle has',
    'is another one than the one that was kept',
    'was kept, and is missing here',
    'was kept, and names a later end of this case',
    'is another one than the one that was seen',
    'was seen, and is missing here',
    'is missing: a checkpoint names it, with hash {}…',
    'is missing: an entry names it',
    'is missing: nothing leads the case to a signed root',
    'is signed by no key that was given',
    'opens nothing that is here',
    'has a text that is none of a checkpoint',
    'does not follow the one before',
    'is replaced, or the one before it is',
    'has a wrong signature',
    'lets {} shrink',
    'has another root than its heads give',
    'does not lead to the root',
    'is changed: its text does not have its hash',
    'has a text that is not canonical',
    'is swapped: its text says another place',
    'is missing: {} comes in its place',
    'or {} is replaced',
    'is of another tenant',
    'is of another case than this bundle',
    'is rewritten: a checkpoint names another hash for it',
    'is changed: its copy of {} says something else than its text',
    'is of no version that this verifier knows',
    'seals something, and its version does not',
    'names no subject',
    'has a mark that is none',
    'has something sealed that is not',
    'says in the clear what it seals',
    'is not sealed with its key',
    'has a mark that is not that of its change',
    'is no key',
    'does not come before everything that it opens, or comes twice',
    'is not the one that an entry names',
    'comes twice',
    'counts {} {}, and there are {}',
  ],
  gaps: [
    'is missing: a checkpoint names it, with hash {}…',
    'is missing: an entry names it',
    'is missing: nothing leads the case to a signed root',
    'is missing: the bundle is not all here',
    'breaks off: the bundle is not all here',
    'are missing: nothing here is signed',
    'were not given: anybody could have signed this',
    'were not given: an older state would look the same',
    'is not among those that were kept',
    'was seen, and this bundle cannot show it: made before it, or cut off, or of one case',
    'is an intent without an outcome',
    'and what follows in its case, to {}, no checkpoint covers yet',
    'cannot be read: its key is not here, and nothing here says that it was erased',
  ],
  newer: ['was kept {}, after this bundle was made'],
} as const;
type Finding = { readonly [list in keyof typeof findings]: (typeof findings)[list][number] };

/** Why there is no verdict. */
export const refusals = [
  'this is no bundle: it has no first line',
  'this is no bundle of version 1 or 2',
  'the kept checkpoints are none',
  'one bundle, please',
  'a key is named by sha256: and 64 digits',
  'a checkpoint that was seen is its number, a colon and 64 digits',
] as const;

const none = '0'.repeat(64);
const copied = 'tenant caseId seq at phase actor.id actor.name leaver.id leaver.upn leaver.name step action'
  .concat(' change result reason subject prev order')
  .split(' ');
/** Where the text of an entry has each of them. */
const paths = new Map(copied.map((field) => [field, field.split('.')]));

export async function judge({ bundle, kept, seen = [], keys }: Question): Promise<Verdict> {
  const work = new Judge(keys);
  for await (const line of bundle) work.read(line);
  if (kept) for await (const line of kept) work.compare(line);
  for (const one of seen) work.compareSeen(one);
  return work.end(kept !== null);
}

class Judge {
  readonly #faults: Point[] = [];
  readonly #gaps: Point[] = [];
  readonly #newer: Point[] = [];
  readonly #counts = { checkpoints: 0, cases: 0, entries: 0, documents: 0, keys: 0 };
  readonly #trusted: Set<string>;
  /** Places of checkpoints that no key vouches for yet; a later one that is trusted vouches for them by `prev`. */
  #unvouched: string[] = [];
  #header: Row | null = null;
  #lines = 0;
  #broken: string | null = null;
  #ended = false;
  readonly #checkpoints = new Map<number, string>();
  readonly #kept = new Set<number>();
  #newest: { readonly n: number; readonly hash: string; readonly root: string } | null = null;
  readonly #tree = new Tree();
  readonly #heads = new Map<string, Head>();
  /** Entries that checkpoints name and that did not come yet: `<case>#<seq>` and the hash it must have. */
  readonly #promised = new Map<string, string>();
  readonly #documents = new Map<string, string>();
  /** What opens the sealed part of entries, by the subject that they name. */
  readonly #keys = new Map<string, { readonly secret: Buffer; used: boolean }>();
  /** Subjects that have no key here, with the first entry that names them; and those whose log says that they are erased. */
  readonly #unread = new Map<string, string>();
  readonly #erased = new Set<string>();
  #case: OpenCase | null = null;
  readonly #ends = new Map<string, number>();

  constructor(keys: readonly string[]) {
    this.#trusted = new Set(keys);
  }

  read(line: string): void {
    this.#lines += 1;
    const place = `line ${this.#lines}`;
    if (this.#broken) this.#fault(this.#broken, 'is not JSON');
    this.#broken = null;
    const row = parsed(line);
    if (!row) return void (this.#broken = place);
    if (this.#ended) return this.#fault(place, 'stands after the end');
    if (!this.#header) return this.#begin(row);
    try {
      this.#take(row, place);
    } catch {
      this.#fault(place, 'cannot be understood');
    }
  }

  #take(row: Row, place: string): void {
    const { kind } = row;
    if (kind === 'checkpoint') this.#checkpoint(row);
    else if (kind === 'entry') this.#entry(row);
    else if (kind === 'document') this.#document(row);
    else if (kind === 'key') this.#key(row);
    else if (kind === 'inclusion') this.#inclusion(row);
    else if (kind === 'end') this.#end(row);
    else this.#fault(place, 'is of no kind that a bundle has');
  }

  /** A checkpoint that was kept outside must be the one in the bundle. */
  compare(line: string): void {
    const row = parsed(line);
    const body = row && parsed(row['raw']);
    // A line that a crash cut off: its checkpoint stands again in the next one.
    if (!row || !body) return;
    const n = Number(body['n']);
    if (!Number.isInteger(n)) refuse('the kept checkpoints are none');
    const here = this.#checkpoints.get(n);
    this.#kept.add(n);
    if (here === undefined) return this.#notHere(`checkpoint ${n}`, body);
    if (here !== hex(text(row['raw'])))
      this.#fault(`checkpoint ${n}`, 'is another one than the one that was kept');
  }

  compareSeen(one: string): void {
    const [n, hash] = one.split(':');
    const here = this.#checkpoints.get(Number(n));
    const place = `checkpoint ${n}`;
    if (here === undefined && this.#isWhole() && Number(n) <= (this.#newest?.n ?? 0))
      this.#fault(place, 'was seen, and is missing here');
    else if (here === undefined)
      this.#gap(
        place,
        'was seen, and this bundle cannot show it: made before it, or cut off, or of one case',
      );
    else if (here !== hash) this.#fault(place, 'is another one than the one that was seen');
  }

  /** The bundle of a whole log has all there were when it was made; that of one case the newest, unless the case grew. */
  #notHere(place: string, body: Row): void {
    const [at, made] = [text(body['at']), text(this.#header?.['made'])];
    if (!this.#isWhole() && !this.#hasGrown(body)) return;
    if (at > made) this.#later(place, 'was kept {}, after this bundle was made', at);
    else if (this.#isWhole()) this.#fault(place, 'was kept, and is missing here');
    else this.#fault(place, 'was kept, and names a later end of this case');
  }

  #hasGrown(body: Row): boolean {
    const known = this.#heads.get(this.#scope())?.seq ?? 0;
    const heads = list(body['heads']) as readonly [string, number, string][];
    return heads.some(([caseId, seq]) => caseId === this.#scope() && seq > known);
  }

  end(compared: boolean): Verdict {
    if (!this.#header) refuse('this is no bundle: it has no first line');
    this.#leaveCase();
    this.#judgeEnd();
    // Of a bundle that breaks off nobody can say what was in the rest.
    const missing = (place: string, what: Finding['faults'] & Finding['gaps'], ...about: string[]) =>
      this.#ended ? this.#fault(place, what, ...about) : this.#gap(place, what, ...about);
    for (const [id, hash] of this.#promised)
      missing(id, 'is missing: a checkpoint names it, with hash {}…', hash.slice(0, 12));
    for (const id of this.#documents.keys()) missing(`document ${id}`, 'is missing: an entry names it');
    if (!this.#isWhole() && !this.#heads.has(this.#scope()))
      missing(`the inclusion of ${this.#scope()}`, 'is missing: nothing leads the case to a signed root');
    this.#judgeKeys();
    this.#judgeSubjects();
    this.#judgeKept(compared);
    for (const [caseId, seq] of this.#ends) this.#uncovered(caseId, seq);
    // `made` is the bundle's own word: what is newer may be what somebody wants to hide by an old one.
    const doubt = this.#gaps.length + this.#newer.length > 0 ? 'incomplete' : 'sound';
    const verdict = this.#faults.length > 0 ? 'tampered' : doubt;
    const [scope, made] = [this.#scope(), text(this.#header?.['made'])];
    const points = { faults: this.#faults, gaps: this.#gaps, newer: this.#newer };
    const days = [...this.#ends.keys()].filter((caseId) => caseId.startsWith('REG-')).length;
    return { verdict, scope, made, counts: this.#counts, days, ...points };
  }

  #judgeEnd(): void {
    if (this.#broken && this.#ended) this.#fault(this.#broken, 'is not JSON');
    if (this.#broken && !this.#ended) this.#gap(this.#broken, 'breaks off: the bundle is not all here');
    if (!this.#ended) this.#gap('the end', 'is missing: the bundle is not all here');
  }

  #judgeKept(compared: boolean): void {
    if (!compared)
      return this.#gap('the kept checkpoints', 'were not given: an older state would look the same');
    for (const n of this.#checkpoints.keys())
      if (!this.#kept.has(n)) this.#gap(`checkpoint ${n}`, 'is not among those that were kept');
  }

  #judgeKeys(): void {
    if (this.#trusted.size === 0) this.#gap('the keys', 'were not given: anybody could have signed this');
    else for (const place of this.#unvouched) this.#fault(place, 'is signed by no key that was given');
    if (this.#counts.checkpoints === 0) this.#gap('the checkpoints', 'are missing: nothing here is signed');
  }

  #judgeSubjects(): void {
    for (const [subject, { used }] of this.#keys)
      if (!used) this.#fault(`key ${subject}`, 'opens nothing that is here');
    if (this.#header?.['keys'] !== true) return;
    for (const [subject, id] of this.#unread)
      if (!this.#erased.has(subject))
        this.#gap(id, 'cannot be read: its key is not here, and nothing here says that it was erased');
  }

  #begin(row: Row): void {
    if (row['kind'] !== 'bundle' || (row['v'] !== 1 && row['v'] !== 2))
      refuse('this is no bundle of version 1 or 2');
    this.#header = row;
  }

  #checkpoint(row: Row): void {
    const raw = text(row['raw']);
    const body = parsed(raw);
    const n = Number(body?.['n']);
    const place = `checkpoint ${n}`;
    if (!body || !isCanonical(body, raw))
      return this.#fault(place, 'has a text that is none of a checkpoint');
    this.#counts.checkpoints += 1;
    this.#checkpoints.set(n, hex(raw));
    if (body['v'] !== 1) this.#fault(place, 'is of no version that this verifier knows');
    this.#ours(place, body);
    this.#follows(place, n, body);
    this.#newest = { n, hash: hex(raw), root: text(body['root']) };
    this.#signed(place, row, body);
    if (this.#isWhole()) this.#grow(place, body);
  }

  /** From the first on; in the bundle of one case, from whichever is there. */
  #follows(place: string, n: number, body: Row): void {
    const before = this.#newest;
    const first = this.#isWhole() ? 1 : n;
    if (n !== (before ? before.n + 1 : first)) this.#fault(place, 'does not follow the one before');
    else if ((this.#isWhole() || before) && body['prev'] !== (before?.hash ?? none))
      this.#fault(place, 'is replaced, or the one before it is');
  }

  /** A key is trusted that the auditor wrote down, and one that a trusted key names as the new one. */
  #signed(place: string, row: Row, { newKey }: Row): void {
    const raw = text(row['raw']);
    const signatures = list(row['signatures']) as readonly Row[];
    const valid = signatures.filter((one) => isValid(one, raw));
    if (valid.length === 0 || valid.length < signatures.length) this.#fault(place, 'has a wrong signature');
    const keys = valid.map(({ key }) => fingerprint(text(key)));
    if (!keys.some((key) => this.#trusted.has(key))) return void this.#unvouched.push(place);
    this.#unvouched = [];
    for (const key of keys) if (key === newKey) this.#trusted.add(key);
  }

  /** Takes in the heads that moved, and holds the root of all heads against the one that was signed. */
  #grow(place: string, body: Row): void {
    for (const head of list(body['heads']) as readonly [string, number, string][]) {
      const [caseId, seq, hash] = head;
      const before = this.#heads.get(caseId);
      if (seq <= (before?.seq ?? 0)) this.#fault(place, 'lets {} shrink', caseId);
      const leaf = before?.leaf ?? this.#heads.size;
      this.#heads.set(caseId, { seq, hash, leaf });
      this.#tree.set(leaf, leafOf(caseId, seq, hash));
      this.#promised.set(entryId(caseId, seq), hash);
    }
    if (this.#tree.root() !== body['root']) this.#fault(place, 'has another root than its heads give');
  }

  #inclusion({ case: caseId, checkpoint, seq, hash, leaf, leaves, path }: Row): void {
    const root = rootOf(
      { index: Number(leaf), size: Number(leaves), hash: leafOf(text(caseId), Number(seq), text(hash)) },
      list(path).map((node) => Buffer.from(text(node), 'hex')),
    );
    const place = `the inclusion of ${text(caseId)}`;
    if (caseId !== this.#scope()) this.#fault(place, 'is of another case than this bundle');
    const isOfHashes = list(path).every((node) => /^[0-9a-f]{64}$/.test(text(node)));
    if (!isOfHashes || checkpoint !== this.#newest?.n || root !== this.#newest?.root)
      this.#fault(place, 'does not lead to the root');
    this.#heads.set(text(caseId), { seq: Number(seq), hash: text(hash), leaf: Number(leaf) });
    this.#promised.set(entryId(text(caseId), Number(seq)), text(hash));
  }

  #entry(row: Row): void {
    const [id, raw, hash] = [text(row['_id']), text(row['raw']), text(row['hash'])];
    const entry = parsed(raw);
    this.#counts.entries += 1;
    if (hex(raw) !== hash) return this.#fault(id, 'is changed: its text does not have its hash');
    if (!entry || !isCanonical(entry, raw)) return this.#fault(id, 'has a text that is not canonical');
    const caseId = text(entry['caseId']);
    if (id !== entryId(caseId, Number(entry['seq'])))
      this.#fault(id, 'is swapped: its text says another place');
    if (caseId !== this.#case?.caseId) this.#enterCase(caseId);
    const at = this.#case as OpenCase;
    if (entry['seq'] !== at.seq + 1)
      this.#fault(entryId(caseId, at.seq + 1), 'is missing: {} comes in its place', id);
    else if (entry['prev'] !== at.hash)
      this.#fault(entryId(caseId, Math.max(at.seq, 1)), 'or {} is replaced', id);
    this.#ours(id, entry);
    this.#copies(id, entry, (row['copies'] ?? {}) as Row);
    this.#secrets(id, entry);
    this.#keeps(id, hash);
    this.#follow(at, id, entry);
    Object.assign(at, { seq: Number(entry['seq']), hash });
  }

  #ours(place: string, { tenant }: Row): void {
    if (tenant !== this.#header?.['tenant']) this.#fault(place, 'is of another tenant');
  }

  /** What a checkpoint promised of this place. */
  #keeps(id: string, hash: string): void {
    const promised = this.#promised.get(id);
    this.#promised.delete(id);
    if (promised !== undefined && promised !== hash)
      this.#fault(id, 'is rewritten: a checkpoint names another hash for it');
  }

  #copies(id: string, entry: Row, copies: Row): void {
    const unknown = Object.keys(copies).filter((field) => !paths.has(field));
    for (const field of [...copied, ...unknown]) {
      const path = paths.get(field) ?? field.split('.');
      const means = field === 'order' ? `${text(entry['at'])}#${id}` : valueAt(entry, path);
      if ((copies[field] ?? undefined) !== (means ?? undefined))
        this.#fault(id, 'is changed: its copy of {} says something else than its text', field);
    }
  }

  /** What is sealed has its shape, and opens with its key where that is here. */
  #secrets(id: string, entry: Row): void {
    const wrong = misshapen(entry);
    if (wrong) return this.#fault(id, wrong);
    const subject = text(entry['subject']);
    if (entry['phase'] === 'erased') this.#erased.add(subject);
    if (entry['sealed'] === undefined) return;
    const key = this.#keys.get(subject);
    if (!key) return void (this.#unread.has(subject) || this.#unread.set(subject, id));
    key.used = true;
    const hidden = opened(text(entry['sealed']), id, key.secret);
    if (!hidden) return this.#fault(id, 'is not sealed with its key');
    if (entry['mark'] !== markOf(entry['action'], hidden['change'], key.secret))
      this.#fault(id, 'has a mark that is not that of its change');
  }

  #key({ subject, secret }: Row): void {
    const bytes = isBase64(secret) ? Buffer.from(secret, 'base64') : Buffer.alloc(0);
    this.#counts.keys += 1;
    const place = `key ${text(subject)}`;
    if (bytes.length !== 64) return this.#fault(place, 'is no key');
    if (this.#keys.has(text(subject)) || this.#unread.has(text(subject)))
      this.#fault(place, 'does not come before everything that it opens, or comes twice');
    this.#keys.set(text(subject), { secret: bytes, used: false });
  }

  /** What was begun must have an outcome; what an entry names must be there. */
  #follow(at: OpenCase, id: string, entry: Row): void {
    const change = `${text(entry['action'])}/${text(entry['mark'] ?? entry['change'])}`;
    if (entry['phase'] === 'intent') at.open.set(change, id);
    if (entry['phase'] === 'outcome') at.open.delete(change);
    const { document, hash } = (entry['data'] ?? {}) as Row;
    if (entry['phase'] === 'archived') this.#documents.set(text(document), text(hash));
  }

  #document(row: Row): void {
    const id = text(row['id']);
    this.#counts.documents += 1;
    const hash = hex(text(row['text']));
    if (row['hash'] !== hash) this.#fault(`document ${id}`, 'is changed: its text does not have its hash');
    if (this.#documents.get(id) !== hash) this.#fault(`document ${id}`, 'is not the one that an entry names');
    this.#documents.delete(id);
  }

  #end(row: Row): void {
    this.#ended = true;
    for (const [name, count] of Object.entries(this.#counts))
      if (row[name] !== count && !(name === 'keys' && this.#header?.['v'] === 1 && count === 0))
        this.#fault('the end', 'counts {} {}, and there are {}', text(row[name]), name, String(count));
  }

  #enterCase(caseId: string): void {
    this.#leaveCase();
    if (this.#ends.has(caseId)) this.#fault(caseId, 'comes twice');
    if (!this.#isWhole() && caseId !== this.#scope())
      this.#fault(caseId, 'is of another case than this bundle');
    this.#counts.cases += 1;
    this.#case = { caseId, seq: 0, hash: none, open: new Map() };
  }

  #leaveCase(): void {
    if (!this.#case) return;
    for (const id of this.#case.open.values()) this.#gap(id, 'is an intent without an outcome');
    this.#ends.set(this.#case.caseId, this.#case.seq);
    this.#case = null;
  }

  #uncovered(caseId: string, seq: number): void {
    const covered = this.#heads.get(caseId)?.seq ?? 0;
    if (seq > covered)
      this.#gap(
        entryId(caseId, covered + 1),
        'and what follows in its case, to {}, no checkpoint covers yet',
        String(seq),
      );
  }

  #scope(): string {
    return text(this.#header?.['scope']);
  }

  #isWhole(): boolean {
    return this.#scope() === 'all';
  }

  #fault(place: string, what: Finding['faults'], ...about: string[]): void {
    this.#faults.push({ place, what: filled(what, about) });
  }

  #gap(place: string, what: Finding['gaps'], ...about: string[]): void {
    this.#gaps.push({ place, what: filled(what, about) });
  }

  #later(place: string, what: Finding['newer'], ...about: string[]): void {
    this.#newer.push({ place, what: filled(what, about) });
  }
}

/** This is nothing that can be judged: wrong usage, not a verdict. */
export class NoBundle extends Error {
  override readonly name = 'NoBundle';
}

function refuse(why: (typeof refusals)[number]): never {
  throw new NoBundle(why);
}

function filled(what: string, about: readonly string[]): string {
  const left = [...about];
  return what.replaceAll('{}', () => left.shift() ?? '');
}

/** RFC 6962 §2.1, kept level by level so that one more leaf costs the height of the tree. */
class Tree {
  readonly #levels: Buffer[][] = [[]];

  set(leaf: number, hash: Buffer): void {
    (this.#levels[0] ??= [])[leaf] = hash;
    let index = leaf;
    for (let level = 0; (this.#levels[level]?.length ?? 0) > 1; level++) {
      index >>= 1;
      const [left, right] = [this.#levels[level]?.[index * 2], this.#levels[level]?.[index * 2 + 1]];
      if (left) (this.#levels[level + 1] ??= [])[index] = right ? nodeOf(left, right) : left;
    }
  }

  root(): string {
    return (this.#levels.at(-1)?.[0] ?? createHash('sha256').digest()).toString('hex');
  }
}

/** Where a leaf and its path lead: RFC 9162 §2.1.3.2. */
function rootOf(leaf: { index: number; size: number; hash: Buffer }, path: readonly Buffer[]): string {
  let [index, last, hash] = [leaf.index, leaf.size - 1, leaf.hash];
  for (const sibling of path) {
    if (last === 0) return 'none';
    if (index % 2 === 1 || index === last) {
      hash = nodeOf(sibling, hash);
      while (index % 2 === 0 && index > 0) [index, last] = [index >> 1, last >> 1];
    } else hash = nodeOf(hash, sibling);
    [index, last] = [index >> 1, last >> 1];
  }
  return last === 0 ? hash.toString('hex') : 'none';
}

function leafOf(caseId: string, seq: number, hash: string): Buffer {
  return createHash('sha256').update('\u0000').update(`${caseId}\n${seq}\n${hash}`).digest();
}

function nodeOf(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update('\u0001').update(left).update(right).digest();
}

function hex(what: string): string {
  return digestOf('sha256', what, 'hex');
}

/** What is wrong with the form of an entry; entries of version 1 have nothing sealed. */
function misshapen(entry: Row): Finding['faults'] | null {
  const { v, subject, mark, sealed } = entry;
  const has = (names: readonly string[]) => names.some((name) => entry[name] !== undefined);
  if (v === 1) return has(['subject', 'mark', 'sealed']) ? 'seals something, and its version does not' : null;
  if (v !== 2) return 'is of no version that this verifier knows';
  if (typeof subject !== 'string' || subject === '') return 'names no subject';
  if (mark !== undefined && !/^[0-9a-f]{32}$/.test(text(mark))) return 'has a mark that is none';
  if (sealed === undefined) return null;
  if (!isBase64(sealed) || sealed.length < 40) return 'has something sealed that is not';
  return has(['leaver', 'change', 'reason']) ? 'says in the clear what it seals' : null;
}

function isBase64(what: unknown): what is string {
  return typeof what === 'string' && Buffer.from(what, 'base64').toString('base64') === what;
}

/** What was sealed: twelve bytes of nonce, the ciphertext, sixteen of tag; `_id` is authenticated with it. */
function opened(sealed: string, id: string, secret: Buffer): Row | null {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const cipher = createDecipheriv('aes-256-gcm', secret.subarray(0, 32), bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    cipher.setAAD(Buffer.from(id, 'utf8')).setAuthTag(bytes.subarray(-16));
    return parsed(Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]).toString('utf8'));
  } catch {
    return null;
  }
}

function markOf(action: unknown, change: unknown, secret: Buffer): string | undefined {
  if (change === undefined) return undefined;
  const named = JSON.stringify([action ?? '', change]);
  return createHmac('sha256', secret.subarray(32)).update(named, 'utf8').digest('hex').slice(0, 32);
}

function isValid({ key, signature }: Row, raw: string): boolean {
  if (!isBase64(key) || !isBase64(signature)) return false;
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), type: 'spki', format: 'der' });
    const signed = Buffer.from(`offboarding checkpoint v1\n${raw}`, 'utf8');
    return (
      publicKey.asymmetricKeyType === 'ed25519' &&
      verify(null, signed, publicKey, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}

function fingerprint(key: string): string {
  return `sha256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex')}`;
}

function entryId(caseId: string, seq: number): string {
  return `${caseId}#${String(seq).padStart(6, '0')}`;
}

/** The object that a text tells, or `null` when it tells none. */
function parsed(what: unknown): Row | null {
  try {
    const value: unknown = JSON.parse(text(what));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null;
  } catch {
    return null;
  }
}

/** Whether `raw` is the canonical text of what was parsed from it. What stands in order already is not sorted again. */
function isCanonical(value: unknown, raw: string): boolean {
  return JSON.stringify(value) === raw ? isInOrder(value) : canonical(value) === raw;
}

function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let before = '';
  for (const name of Object.keys(value)) {
    if (name < before || !isInOrder((value as Row)[name])) return false;
    before = name;
  }
  return true;
}

/** RFC 8785 of what JSON.parse gave: names sorted by their UTF-16 units, numbers and texts as ECMAScript writes them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value).toSorted();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical((value as Row)[name])}`).join(',')}}`;
}

function valueAt(entry: Row, path: readonly string[]): unknown {
  let value: unknown = entry;
  for (const name of path) value = (value as Row | null | undefined)?.[name];
  return value;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const usage = `usage: node verify.ts <bundle.ndjson> [--checkpoints <kept.ndjson>] [--seen <number>:<hash>]
                      [--key sha256:<fingerprint>] [--json]

Judges an evidence bundle, offline. Ends with 0 = sound, 1 = tampered, 2 = incomplete, 3 = wrong usage.
  --checkpoints  the checkpoints that were kept outside the database; without them an older state looks the same
  --seen         a checkpoint as it was told in a channel; may be repeated
  --key          fingerprint of a key that may sign, as written down when it was made; may be repeated
  --json         the verdict as one JSON object`;

const exitCodes = { sound: 0, tampered: 1, incomplete: 2 } as const;

/** The command, with its words and where its lines go. Returns the exit code. */
export async function verifyBundle(words: readonly string[], tell: (line: string) => void): Promise<number> {
  try {
    const options = {
      checkpoints: { type: 'string' },
      key: { type: 'string', multiple: true, default: [] as string[] },
      seen: { type: 'string', multiple: true, default: [] as string[] },
      json: { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) refuse('one bundle, please');
    if (values.key.some((key) => !/^sha256:[0-9a-f]{64}$/.test(key)))
      refuse('a key is named by sha256: and 64 digits');
    if (values.seen.some((one) => !/^[1-9]\d*:[0-9a-f]{64}$/.test(one)))
      refuse('a checkpoint that was seen is its number, a colon and 64 digits');
    const kept = values.checkpoints === undefined ? null : linesOf(values.checkpoints);
    const found = await judge({ bundle: linesOf(file), kept, seen: values.seen, keys: values.key });
    for (const line of values.json ? [JSON.stringify(found)] : spoken(found)) tell(plain(line));
    return exitCodes[found.verdict];
  } catch (error) {
    tell(`${plain(error instanceof Error ? error.message : String(error))}\n\n${usage}`);
    return 3;
  }
}

/** Ended by the one letter that no JSON text holds: others that are taken for a line's end may stand in somebody's words. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let line = '';
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const [end = '', ...more] = chunk.split('\n');
    line += end;
    for (const next of more) {
      yield line;
      line = next;
    }
  }
  if (line !== '') yield line;
}

/** A bundle holds what somebody wrote: no letter of it may move the cursor, or turn the words around. */
function plain(line: string): string {
  return line.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, escaped);
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function spoken({ verdict, scope, made, counts, days, ...points }: Verdict): readonly string[] {
  const heading = { sound: 'sound', tampered: 'TAMPERED', incomplete: 'INCOMPLETE' }[verdict];
  const about = scope === 'all' ? 'the whole log' : `case ${scope}`;
  return [
    `${heading}: ${about} as of ${made}: ${counted(counts, days)}`,
    ...section('faults', points.faults),
    ...section('what this bundle cannot show', points.gaps),
    ...section('newer than this bundle: no fault, and not in it', points.newer),
  ];
}

/** A day of the register is a chain like a case, and none. */
function counted({ checkpoints, cases, entries, documents }: Counts, days: number): string {
  const register = days === 0 ? [] : [plural(days, 'day of the register', 'days of the register')];
  const rest = [plural(entries, 'entry', 'entries'), plural(documents, 'document')];
  return [plural(checkpoints, 'checkpoint'), plural(cases - days, 'case'), ...register, ...rest].join(', ');
}

function plural(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}

function section(title: string, points: readonly Point[]): readonly string[] {
  const shown = points.slice(0, 20).map(({ place, what }) => `  ${place} ${what}`);
  if (points.length > 20) shown.push(`  and ${points.length - 20} more`);
  return points.length === 0 ? [] : [`${title}:`, ...shown];
}

if (import.meta.main) {
  process.exitCode = await verifyBundle(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
}
