import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copiesOf } from '#storage/copies.ts';
import { canonicalJson, entryId, sha256 } from '#storage/seal.ts';
import { freshPersonKey } from '#storage/person-key.ts';
import { verifyCases, verifyLog, type CaseVerdict } from '#storage/verify.ts';
import type { Entry } from '#storage/entry.ts';
import type { StoredEntry } from '#storage/stored-entry.ts';
import { sealed, sealedCase } from './sealed.ts';

const full = { step: 'mailbox', action: 'exchange.forward-mail', result: 'verified', reason: 'Zoë' } as const;

const stored = (entry: Entry): StoredEntry => {
  const told = Object.entries(copiesOf(entry)).filter(([, value]) => value !== null);
  return { _id: entry._id, raw: entry.raw, hash: entry.hash, copies: Object.fromEntries(told) };
};

const sound = () => sealedCase('OFF-7K3QX', 6, full).map(stored);

async function judged(rows: readonly StoredEntry[]): Promise<CaseVerdict[]> {
  const verdicts: CaseVerdict[] = [];
  for await (const verdict of verifyCases(rows)) verdicts.push(verdict);
  return verdicts;
}

async function firstFault(rows: readonly StoredEntry[]): Promise<string | null> {
  const fault = (await judged(rows)).find((verdict) => verdict.fault !== null)?.fault;
  return fault ? `${fault.where} ${fault.how}` : null;
}

/** The text with some words changed, and a hash that fits again: what somebody who knows the format would do. */
function rewritten(row: StoredEntry, change: object): StoredEntry {
  const raw = canonicalJson({ ...(JSON.parse(String(row.raw)) as object), ...change });
  const copies = { ...row.copies, ...change };
  return { ...row, raw, hash: sha256(raw), copies };
}

const replaced = (index: number, by: (row: StoredEntry) => StoredEntry) =>
  sound().with(index, by(sound()[index]!));

describe('an untouched log', () => {
  it('is sound, and every case is counted', async () => {
    const rows = [...sealedCase('OFF-A', 3), ...sealedCase('OFF-B', 12)].map(stored);

    expect(await judged(rows)).toMatchObject([
      { caseId: 'OFF-A', entries: 3, fault: null, head: { seq: 3 } },
      { caseId: 'OFF-B', entries: 12, fault: null, head: { seq: 12, hash: rows.at(-1)!.hash } },
    ]);
  });

  it('is sound when it is empty', async () => {
    expect(await judged([])).toEqual([]);
  });

  it('is sound beyond position 999999', async () => {
    expect(entryId('OFF-A', 1_234_567)).toBe('OFF-A#1234567');
  });
});

describe('tampering is found and its place is named:', () => {
  const third = 'OFF-7K3QX#000003';

  it.each<[string, () => readonly StoredEntry[], string]>([
    [
      'text changed',
      () => replaced(2, (row) => ({ ...row, raw: String(row.raw).replace('Alex', 'Alec') })),
      `${third} is changed: its text (raw) does not have its hash`,
    ],
    [
      'hash changed',
      () => replaced(2, (row) => ({ ...row, hash: sha256('x') })),
      `${third} is changed: its text (raw) does not have its hash`,
    ],
    [
      'text and hash changed together',
      () => replaced(2, (row) => rewritten(row, { reason: 'other' })),
      `${third} or OFF-7K3QX#000004 is replaced`,
    ],
    [
      'text spaced differently',
      () =>
        replaced(2, (row) => {
          const raw = JSON.stringify(JSON.parse(String(row.raw)), null, 1);
          return { ...row, raw, hash: sha256(raw) };
        }),
      `${third} has a text (raw) that is not canonical`,
    ],
    [
      'a word added to the text',
      () => replaced(2, (row) => rewritten(row, { extra: 'x' })),
      `${third} has a text (raw) that is not canonical`,
    ],
    [
      'text that is no entry',
      () => replaced(2, (row) => ({ ...row, raw: '{}', hash: sha256('{}') })),
      `${third} has a text (raw) that is not that of an entry`,
    ],
    ['text taken away', () => replaced(2, (row) => ({ ...row, raw: null })), `${third} has no text`],
    ['first entry deleted', () => sound().toSpliced(0, 1), 'OFF-7K3QX#000001 is missing'],
    ['entry in the middle deleted', () => sound().toSpliced(2, 1), `${third} is missing`],
    ['three entries deleted', () => sound().toSpliced(2, 3), `${third} is missing`],
    [
      'two entries swapped',
      () => {
        const rows = sound();
        const [one, two] = [rows[2]!, rows[4]!];
        return rows.with(2, { ...two, _id: one._id }).with(4, { ...one, _id: two._id });
      },
      `${third} is swapped: its text is that of OFF-7K3QX#000005`,
    ],
    [
      'an entry of another case put in',
      () => replaced(2, (row) => ({ ...stored(sealedCase('OFF-OTHER', 3)[2]!), _id: row._id })),
      `${third} is swapped: its text is that of OFF-OTHER#000003`,
    ],
    [
      'the first entry replaced',
      () => replaced(0, (row) => rewritten(row, { reason: 'other' })),
      'OFF-7K3QX#000001 or OFF-7K3QX#000002 is replaced',
    ],
    [
      'an entry added at the end that does not know the one before it',
      () => [...sound(), { ...stored(sealed({}, { after: sealedCase('OFF-7K3QX', 6)[5]! })) }],
      'OFF-7K3QX#000006 or OFF-7K3QX#000007 is replaced',
    ],
    [
      'an entry put in between under a name of its own',
      () => sound().toSpliced(3, 0, { ...sound()[2]!, _id: `${third}b` }),
      `${third}b is inserted: no entry has such an _id`,
    ],
    [
      'a document of another kind put in',
      () => [{ _id: 17, raw: 'x', hash: 'x', copies: {} }, ...sound()],
      '17 is inserted: no entry has such an _id',
    ],
    [
      'a field added beside the text',
      () => replaced(2, (row) => ({ ...row, copies: { ...row.copies, note: 'x' } })),
      `${third} is changed: field note says "x", its text says nothing`,
    ],
  ])('%s', async (_, rows, expected) => {
    expect(await firstFault(rows())).toContain(expected);
  });

  const sealedRows = sealedCase('OFF-7K3QX', 5, full, freshPersonKey('john')).map(stored);

  it.each(
    [['open', sound()] as const, ['sealed', sealedRows] as const].flatMap(([how, rows]) =>
      Object.keys(rows[2]!.copies).map((field) => [field, how, rows] as const),
    ),
  )('field %s changed or taken away beside the text of an %s entry', async (field, _how, rows) => {
    const [before, row] = [rows.slice(0, 2), rows[2]!];
    const changed = [...before, { ...row, copies: { ...row.copies, [field]: 'x' } }];
    const rest = Object.entries(row.copies).filter(([name]) => name !== field);
    const taken = [...before, { ...row, copies: Object.fromEntries(rest) }];

    expect(await firstFault(changed)).toContain(`${third} is changed: field ${field} says "x"`);
    expect(await firstFault(taken)).toContain(`${third} is changed: field ${field} says nothing`);
  });

  it('any one character of any text', async () => {
    const place = fc.tuple(fc.nat(5), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }));
    await fc.assert(
      fc.asyncProperty(place, async ([index, at, character]) => {
        const raw = String(sound()[index]!.raw);
        const changed = `${raw.slice(0, at % raw.length)}${character}${raw.slice((at % raw.length) + 1)}`;
        fc.pre(changed !== raw);
        const fault = await firstFault(replaced(index, (row) => ({ ...row, raw: changed })));

        expect(fault).toContain(`#00000${index + 1} `);
      }),
    );
  });

  it('only the first in a case, and each case of its own', async () => {
    const broken = sound().toSpliced(4, 1).toSpliced(1, 1);
    const other = sealedCase('OFF-Z', 2).map(stored);

    expect(await judged([...broken, ...other])).toMatchObject([
      { entries: 4, head: { seq: 1 }, fault: { where: 'OFF-7K3QX#000002' } },
      { entries: 2, fault: null },
    ]);
  });
});

describe('a document that the log names', () => {
  const text = '{"archive":true}';
  const entry = sealed({ phase: 'archived', data: { document: 'archive', hash: sha256(text) } });

  it.each([
    ['is sound as it was saved', { text, hash: sha256(text) }, 'is sound'],
    ['is missing', null, 'is missing'],
    ['has another text', { text: '{}', hash: sha256(text) }, 'is changed: its text'],
    ['has another text and its hash', { text: '{}', hash: sha256('{}') }, 'is changed: its text'],
    ['has another hash', { text, hash: 'x' }, 'is changed: its hash'],
    ['has no text', { text: null, hash: sha256(text) }, 'is changed: its text'],
  ])('%s', async (_, document, expected) => {
    const source = {
      entries: async function* () {
        yield stored(entry);
      },
      document: async () => document,
      secretOf: async () => null,
      close: async () => {},
    };
    const { value } = await verifyLog(source).next();

    expect(value?.fault?.how ?? 'is sound').toContain(expected);
  });
});
