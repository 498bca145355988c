import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEntry } from '#storage/check-entry.ts';
import { copiesOf } from '#storage/copies.ts';
import type { Draft } from '#storage/entry.ts';
import { openEntry } from '#storage/open-entry.ts';
import { freshNonce, freshPersonKey, openText, sealText } from '#storage/person-key.ts';
import { canonicalJson, emptyHead, fromRaw, seal, sha256 } from '#storage/seal.ts';
import { openDocument, sealDocument } from '#storage/sealed-document.ts';
import { seed, times } from '#test/set-up/attack.ts';
import { alex, john, sealed } from './sealed.ts';

const key = freshPersonKey(john.id);
const keys = new Map([[key.subject, key]]);
const how = {
  caseId: 'OFF-TEST1',
  tenant: 't',
  at: new Date('2026-11-23T09:00:00.000Z'),
  by: { instance: 'i', version: '1', epoch: 0 },
};
const text = fc.string({ unit: 'binary' });
const drafts: fc.Arbitrary<Draft> = fc.record(
  {
    phase: text,
    actor: fc.oneof(fc.constant(alex), fc.constant({ id: john.id.toUpperCase(), name: john.name })),
    leaver: fc.record({ id: text, upn: text, name: text }),
    step: text,
    action: text,
    change: text,
    result: fc.constantFrom('verified', 'failed'),
    reason: text,
    error: fc.record(
      { system: text, operation: text, code: text, message: text, status: fc.nat(), requestId: text },
      { requiredKeys: ['system', 'operation', 'code', 'message'] },
    ),
    data: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as NonNullable<Draft['data']>),
  },
  { requiredKeys: ['phase', 'actor'] },
);

const runs = { seed, numRuns: times({ short: 200, long: 20_000 }) };

describe('an entry under a leaver’s key', () => {
  it('opened is exactly what was sealed, whatever it said', () => {
    fc.assert(
      fc.property(drafts, fc.boolean(), (draft, clearData) => {
        const entry = seal(draft, emptyHead, { ...how, under: { key, nonce: freshNonce(), clearData } });

        expect(openEntry(fromRaw(entry), keys)).toEqual(entry);
        const plain = seal(draft, emptyHead, how);
        const { raw: _raw, hash: _hash, v: _v, ...content } = plain;
        expect(entry).toMatchObject(content);
      }),
      runs,
    );
  });

  it('with any bit of what is sealed changed, does not open', () => {
    const { sealed: box, _id } = sealed({ reason: 'John Doe leaves' }, { key });
    const bytes = Buffer.from(box!, 'base64');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const other = Buffer.from(bytes);
        other[bit >> 3]! ^= 1 << (bit & 7);

        expect(() => openText(other.toString('base64'), _id, key)).toThrow('authenticate');
      }),
      { ...runs, numRuns: 2000 },
    );
    expect(() => openText(box!, 'OFF-7K3QX#000002', key)).toThrow('authenticate');
    expect(() => openText(box!, _id, freshPersonKey(john.id))).toThrow('authenticate');
  });

  it('says nothing about the leaver in its text or its copies, also where they act themselves', () => {
    const error = { system: 'entra', operation: 'PATCH jdoe', code: 'c', message: 'John Doe', status: 403 };
    const draft = { change: 'jdoe', reason: 'John Doe', data: { upn: john.upn }, error };
    const entry = sealed({ ...draft, actor: { id: john.id, name: john.name } }, { key });

    const stored = JSON.stringify([entry.raw, copiesOf(entry)]);
    expect(stored).not.toMatch(/john|doe|a1e00000-0000-4000-8000-000000000010/i);
    expect(copiesOf(entry)).toMatchObject({
      subject: key.subject,
      'leaver.id': null,
      'actor.id': key.subject,
    });
    expect(JSON.parse(entry.raw)).toMatchObject({ error: { system: 'entra', code: 'c', status: 403 } });
  });

  it('without its key is marked erased, and never looks as if there had been nothing to say', () => {
    const error = { system: 'entra', operation: 'PATCH', code: 'c', message: 'm' };
    const entry = openEntry(fromRaw(sealed({ reason: 'why', error }, { key })), new Map());

    expect(entry).toMatchObject({
      erased: true,
      leaver: { name: '[erased]' },
      error: { code: 'c', operation: '[erased]', message: '[erased]' },
      actor: alex,
    });
  });

  it('has the same mark for the same change of the same person only', () => {
    const mark = (change: string, of = key) => sealed({ action: 'a', change }, { key: of }).mark;

    expect(mark('one')).toBe(mark('one'));
    expect(mark('one')).not.toBe(mark('two'));
    expect(mark('one')).not.toBe(mark('one', freshPersonKey(john.id)));
  });

  it.each([
    ['stands beside what it hides', { reason: 'John Doe' }],
    ['names no key', { subject: undefined }],
    ['is not base64', { sealed: 'no!' }],
    ['is too short to be anything', { sealed: 'AAAA' }],
    ['claims to be of version 1', { v: 1 }],
  ])('that %s is found by the verifier', (_how, change) => {
    const entry = sealed({ reason: 'why' }, { key });
    const raw = canonicalJson({ ...(JSON.parse(entry.raw) as object), ...change });
    const stored = { _id: entry._id, raw, hash: sha256(raw), copies: {} };

    expect(checkEntry(stored, entry.caseId, emptyHead)).toMatchObject({
      how: expect.stringContaining('raw'),
    });
  });
});

describe('a document under a leaver’s key', () => {
  const { text: stored, hash } = sealDocument('{"held":"John Doe"}', {
    caseId: 'OFF-A',
    key,
    nonce: freshNonce(),
  });

  it('is opened by that key alone, and its hash is that of what is stored', () => {
    expect(stored).not.toContain('John');
    expect(hash).toBe(sha256(stored));
    expect(openDocument({ text: stored }, keys)).toBe('{"held":"John Doe"}');
    expect(openDocument({ text: stored }, new Map())).toBeNull();
  });

  it('that was put under another case does not open', () => {
    const moved = stored.replace('OFF-A', 'OFF-B');

    expect(() => openDocument({ text: moved }, keys)).toThrow('authenticate');
  });
});

it('two seals of one text differ, so that nobody sees that they are the same', () => {
  const again = () => sealText('same', 'OFF-A#000001', { key, nonce: freshNonce() });

  expect(again()).not.toBe(again());
});
