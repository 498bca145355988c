import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPage } from '#bot/history/read-page.ts';
import type { Entry } from '#storage/entry.ts';
import type { HistoryQuery, LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { alex, sealed } from '#test/storage/sealed.ts';

let store: LogStore;
const asked: HistoryQuery[] = [];
const watched: Pick<LogStore, 'history'> = {
  history: (query) => {
    asked.push(query);
    return store.history(query);
  },
};

beforeEach(async () => {
  asked.length = 0;
  store = await openSqliteStore({ file: ':memory:' });
  let last = sealed({ step: 'mailbox' }, { caseId: 'OFF-RARE1' });
  await store.append(last);
  for (let nth = 0; nth < 6000; nth++) {
    last = sealed({ step: 'licences' }, { after: last });
    await store.append(last);
  }
});
afterEach(() => store.close());

const all = async (entries: readonly Entry[]) => entries;
const rare = { actorId: alex.id, step: 'mailbox' };

it('finds what is rare by looking on, further each time, and never at more than ten thousand at once', async () => {
  const page = await readPage(watched, rare, 10, all);

  expect(page).toMatchObject({ ok: true, value: { rows: [{ step: 'mailbox' }], next: null, isPart: false } });
  expect(asked.map(({ lookAt }) => lookAt)).toEqual([500, 5000, 10_000]);
});

it('looks once where the first look fills the page', async () => {
  const page = await readPage(watched, { actorId: alex.id, phases: ['intent'] }, 10, all);

  expect(page).toMatchObject({ ok: true, value: { isPart: false } });
  expect(asked).toHaveLength(1);
});

it('says after many looks that there may be more, and where to go on', async () => {
  const page = await readPage(watched, { actorId: alex.id }, 10, async () => []);

  expect(page).toMatchObject({
    ok: true,
    value: { rows: [], isPart: true, next: expect.any(String) as string },
  });
});

it('refuses a page that somebody made up', async () => {
  expect(await readPage(watched, { ...rare, page: 'PDIwMjY.0123' }, 10, all)).toMatchObject({
    ok: false,
    refusal: { code: 'bad-filter', facts: { what: 'The page' } },
  });
});
