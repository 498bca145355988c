import { describe, expect, it } from 'vitest';
import { historyFilter, historyPage } from '#storage/history-filter.ts';
import { BadPageKey, type HistoryQuery } from '#storage/log-store.ts';
import { orderOf, pageKey } from '#storage/page-key.ts';
import { sealedCase } from './sealed.ts';

const query: HistoryQuery = { leaverId: 'john', limit: 2 };
const order = '2026-11-23T14:00:01.000Z#OFF-Zoë#000002';

describe('the key of a page', () => {
  it('names the last entry of the page before, whatever characters are in it', () => {
    expect(orderOf(query, pageKey(query, order))).toBe(order);
  });

  it('is short enough to travel on a card', () => {
    expect(pageKey(query, order).split('.')[1]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('fits pages of another size of the same question, and no other question', () => {
    expect(orderOf({ ...query, limit: 9, page: 'x' }, pageKey(query, order))).toBe(order);
    expect(() => orderOf({ ...query, leaverId: 'zoe' }, pageKey(query, order))).toThrow(BadPageKey);
  });

  it.each([
    ['nothing', ''],
    ['words', 'next please'],
    ['a key that was cut', pageKey(query, order).slice(0, -1)],
    ['a key with something behind it', `${pageKey(query, order)}0`],
    ['the key of no entry', pageKey(query, '')],
  ])('is not %s', (_, key) => {
    expect(() => orderOf(query, key)).toThrow('not a page of this question');
  });
});

describe('a page of the history', () => {
  const entries = sealedCase('OFF-7K3QX', 3);

  it('has a next one only while more is there', () => {
    const key = pageKey(query, `${entries[1]?.at}#${entries[1]?._id}`);

    expect(historyPage(query, entries)).toEqual({ entries: entries.slice(0, 2), next: key });
    expect(historyPage(query, entries.slice(0, 2))).toEqual({ entries: entries.slice(0, 2), next: null });
    expect(historyPage(query, [])).toEqual({ entries: [], next: null });
  });

  it.each([0, 1001, 1.5, Number.NaN])('of %s entries is refused', (limit) => {
    expect(() => historyFilter({ limit })).toThrow(new RangeError(`limit must be 1 to 1000, not ${limit}`));
  });

  it('asks for one entry more than it shows, and for times in one form', () => {
    expect(historyFilter({ ...query, from: '2026-11-23T15:00:00+01:00', to: '2026-11-24' })).toEqual({
      equal: [['leaver.id', 'john']],
      phases: null,
      from: '2026-11-23T14:00:00.000Z',
      before: '2026-11-24T00:00:00.000Z',
      rows: 3,
    });
    expect(historyFilter({ limit: 1000 }).rows).toBe(1001);
  });

  it('goes on before its last entry, which lies before the end of the time asked for', () => {
    const page = pageKey({ ...query, to: '2026-11-24' }, order);

    expect(historyFilter({ ...query, to: '2026-11-24', page }).before).toBe(order);
  });

  it('refuses a time that is none', () => {
    expect(() => historyFilter({ ...query, from: 'soon' })).toThrow(new RangeError('not a time: soon'));
  });
});
