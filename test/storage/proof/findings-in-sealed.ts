import { sha256 } from '#storage/seal.ts';
import { sealed } from '../sealed.ts';
import { before, each, evidence, type Finding, john, one, opened } from './evidence.ts';
import { type Row, stored } from './small-log.ts';

const A1 = 'OFF-A#000001';
const secret = Buffer.from(john.secret).toString('base64');
const aKey = { kind: 'key', subject: 'nobody', secret };
const hidden = opened({ key: john });
const sealedLog = (change: Row = {}) => one(stored(hidden, change)).holds(john);
/** Nobody asks for keys, so that only the form of the entry is judged. */
const form = async (change: Row) => ({
  ...(await evidence(
    one(stored(hidden, change)),
    each('bundle', (row) => ({ ...row, keys: false })),
  )),
});
const archive = sealed(
  { phase: 'archived', data: { document: sha256('{}'), hash: sha256('{}') } },
  { caseId: 'OFF-A' },
);
const archived = () => one(stored(archive)).file('{}');

/** One for everything that can be found in what is sealed, in a leaver’s key and in a document. */
export const inSealed: readonly Finding[] = [
  {
    when: 'an entry is of a version of tomorrow',
    of: () => form({ v: 3 }),
    faults: [[A1, 'is of no version that this verifier knows']],
  },
  ...[{ subject: 'one' }, { mark: 'f'.repeat(32) }, { sealed: 'A'.repeat(40) }].map((more): Finding => ({
    when: `an entry of the first version has a ${Object.keys(more).join()}`,
    of: () => evidence(one(stored(opened(), more))),
    faults: [[A1, 'seals something, and its version does not']],
  })),
  {
    when: 'the least is sealed that can be, and not with its key',
    of: () => evidence(sealedLog({ sealed: 'A'.repeat(40) })),
    faults: [[A1, 'is not sealed with its key']],
  },
  ...['', 7, undefined].map((subject): Finding => ({
    when: `an entry names ${JSON.stringify(subject) ?? 'nothing'} as the one it is about`,
    of: () => form({ subject }),
    faults: [[A1, 'names no subject']],
  })),
  ...['one', 'F'.repeat(32), 'f'.repeat(33), 7].map((mark): Finding => ({
    when: `an entry has ${JSON.stringify(mark)} as the mark of its change`,
    of: () => form({ mark }),
    faults: [[A1, 'has a mark that is none']],
  })),
  ...['AAAA', `${'A'.repeat(40)}*`, `${'A'.repeat(41)}=`, `${'A'.repeat(42)}B=`, 7].map(
    (sealed): Finding => ({
      when: `an entry has ${JSON.stringify(sealed)} as what is sealed`,
      of: () => form({ sealed }),
      faults: [[A1, 'has something sealed that is not']],
    }),
  ),
  ...[
    { leaver: { id: 'john', upn: 'jdoe@contoso.com', name: 'John Doe' } },
    { change: 'one' },
    { reason: 'John' },
  ].map((clear): Finding => ({
    when: `an entry says its ${Object.keys(clear).join()} beside what it seals`,
    of: () => form(clear),
    faults: [[A1, 'says in the clear what it seals']],
  })),
  {
    when: 'an entry was sealed with the key of somebody else',
    of: () =>
      evidence(
        sealedLog(),
        each('key', (row) => ({ ...row, secret: 'A'.repeat(86).concat('==') })),
      ),
    faults: [[A1, 'is not sealed with its key']],
  },
  {
    when: 'what an entry seals was sealed at another place',
    of: () => evidence(one(stored(opened({ caseId: 'OFF-B', key: john }), { caseId: 'OFF-A' })).holds(john)),
    faults: [[A1, 'is not sealed with its key']],
  },
  {
    when: 'the mark is that of another change',
    of: () => evidence(sealedLog({ mark: 'f'.repeat(32) })),
    faults: [[A1, 'has a mark that is not that of its change']],
  },
  {
    when: 'an entry that seals a change has no mark of it',
    of: () =>
      evidence(one(stored(opened({ key: john }, { change: 'one' }), { mark: undefined })).holds(john)),
    faults: [[A1, 'has a mark that is not that of its change']],
  },
  ...['AAAA', 'A'.repeat(87), 'A'.repeat(85).concat('B=='), 7, null].map((bad): Finding => ({
    when: `${JSON.stringify(bad)} is given as a leaver’s key`,
    of: () => evidence(one(), before('entry', { ...aKey, secret: bad })),
    faults: [['key nobody', 'is no key']],
  })),
  {
    when: 'the key of a leaver is given twice',
    of: () => evidence(sealedLog(), before('entry', { ...aKey, subject: john.subject })),
    faults: [[`key ${john.subject}`, 'does not come before everything that it opens, or comes twice']],
  },
  {
    when: 'the key of a leaver comes after what it opens',
    of: () => evidence(sealedLog(), (rows) => before('end', rows[2]!)(rows.toSpliced(2, 1))),
    faults: [
      [`key ${john.subject}`, 'does not come before everything that it opens, or comes twice'],
      [`key ${john.subject}`, 'opens nothing that is here'],
    ],
    gaps: [[A1, 'cannot be read: its key is not here, and nothing here says that it was erased']],
  },
  {
    when: 'a key of nobody is given',
    of: () => evidence(one(), before('entry', aKey)),
    faults: [['key nobody', 'opens nothing that is here']],
  },
  {
    when: 'the key of a leaver was taken out',
    of: () =>
      evidence(
        sealedLog(),
        each('key', () => null),
      ),
    gaps: [[A1, 'cannot be read: its key is not here, and nothing here says that it was erased']],
  },
  {
    when: 'a document was changed',
    of: () =>
      evidence(
        archived(),
        each('document', (row) => ({ ...row, text: '[]' })),
      ),
    faults: [
      [`document ${sha256('{}')}`, 'is changed: its text does not have its hash'],
      [`document ${sha256('{}')}`, 'is not the one that an entry names'],
    ],
  },
  {
    when: 'a document was changed together with its hash',
    of: () =>
      evidence(
        archived(),
        each('document', (row) => ({ ...row, text: '[]', hash: sha256('[]') })),
      ),
    faults: [[`document ${sha256('{}')}`, 'is not the one that an entry names']],
  },
  {
    when: 'the hash beside a document was changed',
    of: () =>
      evidence(
        archived(),
        each('document', (row) => ({ ...row, hash: 'one' })),
      ),
    faults: [[`document ${sha256('{}')}`, 'is changed: its text does not have its hash']],
  },
  {
    when: 'a document is there that no entry names',
    of: () =>
      evidence(one(), before('end', { kind: 'document', id: 'more', text: '{}', hash: sha256('{}') })),
    faults: [['document more', 'is not the one that an entry names']],
  },
  {
    when: 'a document was taken out',
    of: () =>
      evidence(
        archived(),
        each('document', () => null),
      ),
    faults: [[`document ${sha256('{}')}`, 'is missing: an entry names it']],
  },
];
