import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#storage/seal.ts';
import type { Entry } from '#storage/entry.ts';
import { PositionTaken, StoreDown, type LogStore } from '#storage/log-store.ts';
import { alex, isaiah, john, sealed, sealedCase } from '#test/storage/sealed.ts';
import { testHistory, writeAll } from './log-history.ts';
import { testPersonKeys } from './person-keys.ts';

/** One place where a log is kept. */
export interface Place {
  /** Another look at the same log, as a second instance of the bot has it. */
  open(): Promise<LogStore>;
  dispose(): Promise<void>;
}

/** The laws of {@link LogStore}; every store passes the same. */
export function testLogStore(name: string, setUp: () => Promise<Place>): void {
  describe(`the log in ${name}`, () => {
    let place: Place;
    let store: LogStore;

    beforeAll(async () => {
      place = await setUp();
      store = await place.open();
    });
    afterAll(async () => {
      await store.close();
      await place.dispose();
    });

    const write = (entries: readonly Entry[]) => writeAll(store, entries);

    describe('a case', () => {
      it('is read back in order, entry by entry as it was written', async () => {
        const entries = sealedCase('OFF-ORDER', 12);
        await write(entries);

        expect(await store.readCase('OFF-ORDER')).toEqual(entries);
      });

      it('is read from a position on', async () => {
        await write(sealedCase('OFF-FROM', 5));

        expect((await store.readCase('OFF-FROM', 3)).map(({ seq }) => seq)).toEqual([4, 5]);
        expect(await store.readCase('OFF-FROM', 5)).toEqual([]);
      });

      it('that nobody opened has no entries', async () => {
        expect(await store.readCase('OFF-NOBODY')).toEqual([]);
      });

      it('does not show entries of a case whose id begins the same', async () => {
        await write([...sealedCase('OFF-ABC', 2), ...sealedCase('OFF-ABCD', 3), ...sealedCase('OFF-AB', 1)]);

        expect(await store.readCase('OFF-ABC')).toHaveLength(2);
        expect(await store.readCase('OFF-AB')).toHaveLength(1);
      });

      it('keeps every character and every shape of data', async () => {
        const data = {
          $set: { 'a.b': [['nested', ['deeper']], { '': null }] },
          quotes: `"double" 'single' \`back\` \\ ; DROP TABLE OffboardingLog; --`,
          letters: 'Zoë O’Neil 张伟 🙂 \u0000 \u2028 \uFEFF',
          numbers: [0, -1, 1.5, 9007199254740991, 1e21],
          truths: [true, false, null],
        };
        const entry = sealed(
          { data, reason: '{"$ne": null}\u0000', actor: { id: "o'neil", name: 'Zoë O"Neil' } },
          { caseId: 'OFF-SIGNS' },
        );
        await store.append(entry);

        expect(await store.readCase('OFF-SIGNS')).toEqual([entry]);
      });
    });

    describe('a position', () => {
      it('is written once: another entry for it is refused, and the first stays', async () => {
        const first = sealed({ reason: 'first' }, { caseId: 'OFF-ONCE' });
        await store.append(first);

        const second = store.append(sealed({ reason: 'second' }, { caseId: 'OFF-ONCE' }));

        await expect(second).rejects.toThrow(PositionTaken);
        expect(await store.readCase('OFF-ONCE')).toEqual([first]);
      });

      it('takes the very same entry again without writing it twice', async () => {
        const entry = sealed({}, { caseId: 'OFF-AGAIN' });
        await store.append(entry);
        await store.append(entry);

        expect(await store.readCase('OFF-AGAIN')).toEqual([entry]);
      });

      it('goes to one of fifty that write it at the same moment', async () => {
        const rivals = Array.from({ length: 50 }, (_, index) =>
          sealed({ reason: `rival ${index}` }, { caseId: 'OFF-RUSH' }),
        );
        const ends = await Promise.allSettled(rivals.map((entry) => store.append(entry)));

        const lost = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
        expect(lost).toHaveLength(49);
        expect(lost.every((error) => error instanceof PositionTaken)).toBe(true);
        expect(await store.readCase('OFF-RUSH')).toHaveLength(1);
      });

      it('is won by one of two instances each time, and the case stays one chain', async () => {
        const other = await place.open();
        const wins = { here: 0, there: 0 };
        await Promise.all([
          race(store, 'here', () => (wins.here += 1)),
          race(other, 'there', () => (wins.there += 1)),
        ]);
        await other.close();

        const entries = await store.readCase('OFF-RACE');
        expect(wins).toEqual({ here: 20, there: 20 });
        expect(entries).toHaveLength(40);
        expect(entries.slice(1).map(({ prev }) => prev)).toEqual(
          entries.slice(0, -1).map(({ hash }) => hash),
        );
      });
    });

    testHistory(() => store);
    testPersonKeys(
      () => store,
      () => place.open(),
    );

    describe('open cases', () => {
      it('are listed from their opening to their end, once each', async () => {
        await store.markOpen('OFF-B');
        await store.markOpen('OFF-A');
        await store.markOpen('OFF-A');
        expect(await store.listOpen()).toEqual(['OFF-A', 'OFF-B']);

        await store.markEnded('OFF-A');
        await store.markEnded('OFF-A');
        expect(await store.listOpen()).toEqual(['OFF-B']);
      });
    });

    describe('a document', () => {
      const text = '{"mailbox":"Zoë’s 🙂 \u0000","$a.b":[[1]]}'.repeat(30_000);
      const document = { id: sha256(text), text, hash: sha256(text) };

      it('is read back as it was, and may be saved again', async () => {
        await store.saveDocument(document);
        await store.saveDocument(document);

        expect(await store.readDocument(document.id)).toEqual(document);
      });

      it('is not replaced by another text', async () => {
        await store.saveDocument({ id: 'archive', text: 'one', hash: sha256('one') });
        const other = store.saveDocument({ id: 'archive', text: 'two', hash: sha256('two') });

        await expect(other).rejects.toThrow(PositionTaken);
        expect((await store.readDocument('archive'))?.text).toBe('one');
      });

      it('that nobody saved is not there', async () => {
        expect(await store.readDocument('nobody')).toBeNull();
      });
    });

    describe('the cache', () => {
      it('keeps the last value of a key until it is deleted', async () => {
        await store.cache.put('card/OFF-1', 'first');
        await store.cache.put('card/OFF-1', 'Zoë 🙂 "\'$.');
        expect(await store.cache.get('card/OFF-1')).toBe('Zoë 🙂 "\'$.');

        await store.cache.delete('card/OFF-1');
        await store.cache.delete('card/OFF-1');
        expect(await store.cache.get('card/OFF-1')).toBeNull();
      });

      it('takes a key from many writers at once', async () => {
        await Promise.all(Array.from({ length: 20 }, (_, index) => store.cache.put('many', String(index))));

        expect(Number(await store.cache.get('many'))).toBeGreaterThanOrEqual(0);
      });

      it('has nothing to do with open cases', async () => {
        await store.cache.put('OFF-CACHED', 'x');

        expect(await store.listOpen()).not.toContain('OFF-CACHED');
      });
    });

    it('answers a ping, and says it is down once closed', async () => {
      const own = await setUp();
      const closed = await own.open();
      await closed.ping();
      await closed.close();
      await closed.close();

      await expect(closed.ping()).rejects.toThrow(StoreDown);
      await expect(closed.readCase('OFF-ORDER')).rejects.toThrow(StoreDown);
      await expect(closed.append(sealed({}))).rejects.toThrow(StoreDown);
      await own.dispose();
    });
  });
}

/** Writes twenty entries to one case, deciding again each time another was first. */
async function race(store: LogStore, instance: string, won: () => void): Promise<void> {
  for (let written = 0; written < 20;) {
    const after = (await store.readCase('OFF-RACE')).at(-1);
    const entry = sealed(
      { actor: instance === 'here' ? alex : isaiah, leaver: john, reason: `${instance} ${written}` },
      { caseId: 'OFF-RACE', instance, ...(after === undefined ? {} : { after }) },
    );
    const took = await store.append(entry).then(
      () => true,
      (error: unknown) => {
        if (error instanceof PositionTaken) return false;
        throw error;
      },
    );
    if (took) {
      written += 1;
      won();
    }
  }
}
