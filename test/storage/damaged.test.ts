import { describe, expect, it } from 'vitest';
import { checkEntry } from '#storage/check-entry.ts';
import { BadPageKey, LogDamaged, PositionTaken, StoreDown, WriteUnknown } from '#storage/log-store.ts';
import { canonicalJson, emptyHead, headOf, sha256 } from '#storage/seal.ts';
import { readChain, readEntry } from '#storage/stored-entry.ts';
import { smallThings } from '#storage/small-things.ts';
import { sealed, sealedCase } from './sealed.ts';

const stored = (entry = sealed({})) => ({ ...entry, copies: {} });

describe('what is stored and is not what was written', () => {
  const [first, second, third] = sealedCase('OFF-7K3QX', 3) as [never, never, never];
  const advice = 'Run log:verify.';
  const damage = (work: () => unknown): LogDamaged => {
    try {
      work();
    } catch (error) {
      if (error instanceof LogDamaged) return error;
      throw error;
    }
    throw new Error('it was believed');
  };

  it.each([
    ['has another text', { raw: '{}' }],
    ['has no text', { raw: null }],
    ['has another hash', { hash: sha256('x') }],
  ])('is not believed: an entry that %s', (_, change) => {
    expect(damage(() => readEntry({ ...stored(), ...change }))).toMatchObject({
      entry: 'OFF-7K3QX#000001',
      message: `The log entry OFF-7K3QX#000001 was changed after it was written: its text is not the text that was hashed. ${advice}`,
    });
  });

  it('is not believed: an entry without a name', () => {
    expect(damage(() => readEntry({ ...stored(), _id: 17 })).entry).toBe('17');
  });

  it('is not believed: a text that is no entry, and the reason is kept', () => {
    const error = damage(() => readEntry({ _id: 'OFF-7K3QX#000001', raw: '{}', hash: sha256('{}') }));

    expect(error.message).toContain('its text is not that of an entry');
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('is not believed: a case with a gap, or with entries that do not follow each other', () => {
    expect(readChain([first, second, third], 0)).toHaveLength(3);
    expect(readChain([third], 2)).toHaveLength(1);
    expect(damage(() => readChain([first, third], 0)).entry).toBe('OFF-7K3QX#000003');
    expect(damage(() => readChain([second], 0)).entry).toBe('OFF-7K3QX#000002');
    const foreign = sealed({}, { after: sealed({ reason: 'other' }) });
    expect(damage(() => readChain([first, foreign], 0)).entry).toBe('OFF-7K3QX#000002');
  });
});

describe('a link of the chain that is broken', () => {
  it('is named at the first entry, which nothing can come before', () => {
    const entry = sealed({});
    const raw = canonicalJson({ ...(JSON.parse(entry.raw) as object), prev: sha256('x') });
    const forged = { _id: entry._id, raw, hash: sha256(raw), copies: {} };

    expect(checkEntry(forged, 'OFF-7K3QX', emptyHead)).toEqual({
      where: 'OFF-7K3QX#000001',
      how: 'is replaced: it says that another entry came before it, and none can',
    });
  });

  it('is named between two entries, by the beginnings of what they say', () => {
    const before = sealed({});
    const other = sealed({ reason: 'other' });
    const next = sealed({}, { after: other });

    expect(checkEntry(stored(next), 'OFF-7K3QX', headOf(before))).toEqual({
      where: 'OFF-7K3QX#000001',
      how: `or OFF-7K3QX#000002 is replaced: OFF-7K3QX#000002 follows an entry with hash ${other.hash.slice(0, 12)}…, not ${before.hash.slice(0, 12)}…`,
    });
  });
});

it('only what JSON can hold has a form in the log', () => {
  expect(() => canonicalJson(undefined)).toThrow(new TypeError('not a JSON value'));
});

it('whatever a store says against something has its name, for the bot’s own log', () => {
  expect(new PositionTaken('x').name).toBe('PositionTaken');
  expect(new StoreDown('x').name).toBe('StoreDown');
  expect(new BadPageKey('x').name).toBe('BadPageKey');
  expect(new WriteUnknown('x')).toMatchObject({ unknown: true });
});

it('open cases, the cache and the sign of life are apart from each other', async () => {
  const keys = new Map<string, string>();
  const things = smallThings({
    get: async (key) => keys.get(key) ?? null,
    put: async (key, value) => void keys.set(key, value),
    delete: async (key) => void keys.delete(key),
    keysAfter: async (start) =>
      [...keys.keys()].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length)),
  });
  await things.markOpen('OFF-7K3QX');
  await things.ping();
  await things.cache.put('ping', 'card');

  expect(Object.fromEntries(keys)).toEqual({ 'open:OFF-7K3QX': '', ping: '', 'cache:ping': 'card' });
  expect(await things.listOpen()).toEqual(['OFF-7K3QX']);
  expect(await things.cache.get('ping')).toBe('card');
  await things.markEnded('OFF-7K3QX');
  await things.cache.delete('ping');
  expect([...keys.keys()]).toEqual(['ping']);
});
