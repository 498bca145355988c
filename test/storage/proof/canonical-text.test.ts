import { describe, expect, it } from 'vitest';
import { judge } from '#storage/proof/verify.ts';
import { canonicalJson } from '#storage/seal.ts';
import { oneEntry } from './one-entry.ts';

const wrong = 'has a text that is not canonical';

async function said(change: object, write: (entry: object) => string): Promise<readonly string[]> {
  const { faults } = await judge({ bundle: oneEntry(change, write), kept: null, keys: [] });
  return faults.map(({ what }) => what);
}

/** The same value, its names in another order at one place. */
const turned: Readonly<Record<string, (text: string) => string>> = {
  'at the top': (text) => text.replace(/^\{"action":"a",(.*)\}$/, '{$1,"action":"a"}'),
  'in an object': (text) => text.replace('{"b":1,"c":2}', '{"c":2,"b":1}'),
  'in an object of a list': (text) => text.replace('[{"d":1,"e":2}]', '[{"e":2,"d":1}]'),
};

describe('the text of an entry', () => {
  const data = { in: { b: 1, c: 2 }, list: [{ d: 1, e: 2 }] };

  it('is canonical as it was written, whatever the names in it', async () => {
    const numbered = { '9': 'nine', '10': 'ten', é: 1, z: { '': null } };

    expect(await said({ data }, canonicalJson)).toEqual([]);
    expect(await said({ data: numbered }, canonicalJson)).toEqual([]);
    expect(await said({ data: { ...numbered, list: [1, { b: 1, c: [2, 3] }] } }, canonicalJson)).toEqual([]);
    expect(await said({ data: { '': 1, A: 2 } }, canonicalJson)).toEqual([]);
    expect(await said({ data: Array.from({ length: 12 }, (_, nth) => nth) }, canonicalJson)).toEqual([]);
  });

  it.each(Object.entries(turned))('with its names in another order %s is not', async (_where, turn) => {
    expect(await said({ data }, (entry) => turn(canonicalJson(entry)))).toContain(wrong);
  });

  it('with numbers for names in the order of the numbers is not', async () => {
    expect(
      await said({ data: { '9': 1, '10': 2 } }, (entry) => {
        const text = canonicalJson(entry);
        return text.replace('{"10":2,"9":1}', '{"9":1,"10":2}');
      }),
    ).toContain(wrong);
  });

  it.each([
    ['a blank', (text: string) => text.replace(':', ': ')],
    ['a name twice', (text: string) => text.replace('{', '{"action":"a",')],
    ['a letter written by its number', (text: string) => text.replace('"action"', '"\\u0061ction"')],
    ['a number with an exponent', (text: string) => text.replace('"b":1', '"b":1e0')],
  ])('with %s is not', async (_what, turn) => {
    expect(await said({ data }, (entry) => turn(canonicalJson(entry)))).toContain(wrong);
  });
});
