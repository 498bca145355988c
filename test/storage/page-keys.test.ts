import { describe, expect, it } from 'vitest';
import { historyPage } from '#storage/history-page.ts';
import { historyScans } from '#storage/history-scan.ts';
import { BadPageKey, type HistoryQuery } from '#storage/log-store.ts';
import { pageKey, type Place, placeOf } from '#storage/page-key.ts';
import { sealedCase } from './sealed.ts';

const query: HistoryQuery = { leaverId: 'john', limit: 2 };
const order = '2026-11-23T14:00:01.000Z#OFF-Zoë#000002';
const older: Place = { side: 'older', order };

describe('the key of a page', () => {
  it.each(['older', 'newer'] as const)(
    'names the %s side of an entry, whatever characters are in it',
    (side) => {
      expect(placeOf(query, pageKey(query, { side, order }))).toEqual({ side, order });
    },
  );

  it('is short enough to travel on a card', () => {
    expect(pageKey(query, older).split('.')[1]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('fits pages of another size of the same question, and no other question', () => {
    const key = pageKey(query, older);

    expect(placeOf({ ...query, limit: 9, lookAt: 7, page: 'x' }, key)).toEqual(older);
    expect(() => placeOf({ ...query, leaverId: 'zoe' }, key)).toThrow(BadPageKey);
  });

  it.each([
    ['nothing', ''],
    ['words', 'next please'],
    ['a key that was cut', pageKey(query, older).slice(0, -1)],
    ['a key with something behind it', `${pageKey(query, older)}0`],
    ['the key of no entry', pageKey(query, { side: 'older', order: '' })],
  ])('is not %s', (_, key) => {
    expect(() => placeOf(query, key)).toThrow('not a page of this question');
  });
});

describe('a page of the history', () => {
  const entries = sealedCase('OFF-7K3QX', 3);
  const answer = (rows = entries, reach: string | null = null) =>
    historyPage(query, async () => ({ rows: rows.toReversed(), reach }));
  const keyOf = (nth: number) =>
    pageKey(query, { side: 'older', order: `${entries[nth]?.at}#${entries[nth]?._id}` });

  it('has a next one only while more is there', async () => {
    expect(await answer()).toMatchObject({
      entries: [entries[2], entries[1]],
      next: keyOf(1),
      previous: null,
    });
    expect(await answer(entries.slice(1))).toMatchObject({ next: null, previous: null });
    expect(await answer([])).toEqual({ entries: [], next: null, previous: null });
  });

  it('that was not looked through to the end has a next one where the look ended', async () => {
    expect(await answer(entries.slice(2), order)).toMatchObject({
      entries: [entries[2]],
      next: pageKey(query, older),
    });
  });

  it.each([0, 1001, 1.5, Number.NaN])('of %s entries is refused', (limit) => {
    const wrong = new RangeError(`limit must be 1 to 1000, not ${limit}`);
    expect(() => historyScans({ limit }, null)).toThrow(wrong);
  });

  it('asks for one entry more than it shows, and for times in one form', () => {
    const times = { from: '2026-11-23T15:00:00+01:00', to: '2026-11-24' };

    expect(historyScans({ ...query, ...times }, null)).toEqual([
      {
        lead: ['leaver.id', 'john'],
        rest: [],
        from: '2026-11-23T14:00:00.000Z',
        before: '2026-11-24T00:00:00.000Z',
        oldestFirst: false,
        rows: 3,
        lookAt: null,
      },
    ]);
    expect(historyScans({ limit: 1000 }, null)).toMatchObject([{ rows: 1001, lead: null }]);
  });

  it('goes on before its last entry, which lies before the end of the time asked for', () => {
    expect(historyScans({ ...query, to: '2026-11-24' }, older)).toMatchObject([{ before: order }]);
  });

  it('goes back from just behind its first entry, the oldest first', () => {
    const [scan] = historyScans({ ...query, to: '2026-11-24' }, { side: 'newer', order });

    expect(scan).toMatchObject({ oldestFirst: true, before: '2026-11-24T00:00:00.000Z' });
    expect(scan!.from! > order).toBe(true);
    expect(scan!.from!.startsWith(order)).toBe(true);
  });

  it('refuses a time that is none', () => {
    expect(() => historyScans({ ...query, from: 'soon' }, null)).toThrow(new RangeError('not a time: soon'));
  });
});
