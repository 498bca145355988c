import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Draft } from '#storage/entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import { canonicalJson, emptyHead, fromRaw, seal } from '#storage/seal.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { seed, times } from '#test/set-up/attack.ts';
import { anyText } from '#test/set-up/hostile-texts.ts';

/** Texts on their way into the log: what comes out is what went in. Half a character has no form there and becomes U+FFFD. */
let store: LogStore;
beforeAll(async () => {
  store = await openSqliteStore({ file: ':memory:' });
});
afterAll(() => store.close());

const how = { tenant: 't', at: new Date(0), by: { instance: 'i', version: 'v', epoch: 0 } };

function draftOf([name = '', upn = '', reason = '', key = '', what = '']: readonly string[]): Draft {
  return {
    phase: 'opened',
    actor: { id: 'a', name },
    leaver: { id: 'l', upn, name },
    change: key,
    reason,
    data: { query: upn, changes: [{ what, from: { [`k${key}`]: name } }] },
  };
}

it('an entry keeps every text to the letter, in the store too, and has one form only', async () => {
  let nth = 0;
  const texts = fc.tuple(anyText, anyText, anyText, anyText, anyText);
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const caseId = `OFF-${(nth += 1)}`;
      const entry = seal(draftOf(given), emptyHead, { ...how, caseId });
      await store.append(entry);
      const [kept] = await store.readCase(caseId);

      expect(kept).toEqual(entry);
      expect(fromRaw(entry)).toMatchObject(draftOf(given.map((text) => text.toWellFormed())));
      expect(canonicalJson(JSON.parse(entry.raw))).toBe(entry.raw);
    }),
    { seed, numRuns: times({ short: 300, long: 20_000 }) },
  );
});
