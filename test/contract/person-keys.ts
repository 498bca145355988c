import { describe, expect, it } from 'vitest';
import type { LogStore } from '#storage/log-store.ts';
import { erasedPerson } from '#storage/open-entry.ts';
import { freshPersonKey } from '#storage/person-key.ts';
import { john, sealed } from '#test/storage/sealed.ts';

/** The laws of the keys in a {@link LogStore}, and of what they open. */
export function testPersonKeys(store: () => LogStore, another: () => Promise<LogStore>): void {
  describe('a leaver’s key', () => {
    it('is made once, whatever is made after it, and found however the id is written', async () => {
      const first = await store().keys.make(freshPersonKey('AB-once'));
      const second = await store().keys.make(freshPersonKey('ab-ONCE'));

      expect(second).toEqual(first);
      expect(await store().keys.keyOf('aB-oncE')).toEqual(first);
      expect(await store().keys.keyOf('somebody else')).toBeNull();
    });

    it('made by many at the same moment is the same for all', async () => {
      const made = await Promise.all(
        Array.from({ length: 30 }, () => store().keys.make(freshPersonKey('raced'))),
      );

      expect(new Set(made.map(({ subject }) => subject)).size).toBe(1);
      expect(new Set(made.map(({ secret }) => Buffer.from(secret).toString('hex'))).size).toBe(1);
    });

    it('opens what was sealed under it, in the case and in the history', async () => {
      const key = await store().keys.make(freshPersonKey('opens'));
      const entry = sealed({ change: 'c', reason: 'why', data: { a: 1 } }, { caseId: 'OFF-OPENS', key });
      await store().append(entry);

      expect(await store().readCase('OFF-OPENS')).toEqual([entry]);
      expect((await store().history({ caseId: 'OFF-OPENS', limit: 1 })).entries).toEqual([entry]);
    });

    it('that another instance destroys is gone for all, and its entries say that they are erased', async () => {
      const key = await store().keys.make(freshPersonKey('destroyed'));
      await store().append(sealed({ reason: 'John Doe leaves' }, { caseId: 'OFF-GONE', key }));
      await store().readCase('OFF-GONE');
      const other = await another();
      await other.keys.destroy(key.subject);
      await other.keys.destroy(key.subject);
      await other.close();

      expect(await store().keys.keyOf('destroyed')).toBeNull();
      expect(await store().keys.keysOf([key.subject])).toEqual([]);
      const [entry] = await store().readCase('OFF-GONE');
      expect(entry).toMatchObject({ erased: true, leaver: erasedPerson });
      expect(JSON.stringify(entry)).not.toContain('John');
    });

    it('leaves the keys of others alone when it is destroyed, and a new one may be made', async () => {
      const others = await Promise.all(
        Array.from({ length: 50 }, (_, nth) => store().keys.make(freshPersonKey(`other ${nth}`))),
      );
      const old = await store().keys.make(freshPersonKey('returns'));
      await store().keys.destroy(old.subject);
      const fresh = await store().keys.make(freshPersonKey('returns'));

      expect(fresh.subject).not.toBe(old.subject);
      const kept = await store().keys.keysOf(others.map(({ subject }) => subject));
      expect(new Set(kept.map(({ subject }) => subject))).toEqual(
        new Set(others.map(({ subject }) => subject)),
      );
    });

    const nextOf = async (leaverId: string): Promise<string> =>
      (await store().history({ leaverId, limit: 2 })).next!;

    it('finds what somebody did themselves who leaves, under their key and before they had one', async () => {
      const key = await store().keys.make(freshPersonKey('acts'));
      const actor = { id: 'acts', name: 'Alex Wilber' };
      const before = sealed({ actor }, { caseId: 'OFF-ACTS1', at: '2026-11-25T10:00:00.000Z' });
      const under = sealed({ actor }, { caseId: 'OFF-ACTS2', at: '2026-11-25T11:00:00.000Z', key });
      await store().append(before);
      await store().append(under);
      const { entries } = await store().history({ actorId: 'acts', limit: 9 });

      expect(entries.map(({ caseId }) => caseId)).toEqual(['OFF-ACTS2', 'OFF-ACTS1']);
      expect(entries.map(({ actor: { id } }) => id)).toEqual(['acts', 'acts']);
    });

    it('finds a person’s entries, sealed and from before there were keys, page by page', async () => {
      const leaver = { ...john, id: 'paged' };
      const key = await store().keys.make(freshPersonKey('paged'));
      for (let second = 0; second < 9; second++) {
        const at = `2026-11-25T10:00:0${second}.000Z`;
        const place = { caseId: `OFF-PG${second}`, at, ...(second % 2 === 0 ? { key } : {}) };
        await store().append(sealed({ leaver, reason: String(second) }, place));
      }
      const seen: (string | undefined)[] = [];
      let page: string | undefined;
      do {
        const found = await store().history({ leaverId: 'paged', limit: 2, ...(page ? { page } : {}) });
        seen.push(...found.entries.map(({ reason }) => reason));
        page = found.next ?? undefined;
      } while (page);

      expect(seen).toEqual(['8', '7', '6', '5', '4', '3', '2', '1', '0']);
      const second = await store().history({ leaverId: 'paged', limit: 2, page: await nextOf('paged') });
      const first = await store().history({ leaverId: 'paged', limit: 2, page: second.previous! });
      expect(first.entries.map(({ reason }) => reason)).toEqual(['8', '7']);
      expect(
        (await store().history({ leaverId: 'paged', caseId: 'OFF-PG4', limit: 9 })).entries,
      ).toHaveLength(1);
      expect((await store().history({ subject: key.subject, limit: 100 })).entries).toHaveLength(5);
    });
  });
}
