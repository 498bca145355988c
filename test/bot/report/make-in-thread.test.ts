import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeInThread } from '#bot/report/make-in-thread.ts';
import type { ReportOrder } from '#bot/report/make-report.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';

let folder: string;
let order: ReportOrder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offboarding-thread-'));
  const log = join(folder, 'log.db');
  await (await openSqliteStore({ file: log })).close();
  const head = { made: '2026-12-31T00:00:00.000Z', takenBy: 'Adele Vance', version: '0.1.0' };
  const subject = { from: '2026-01-01', to: '2026-12-31' };
  order = { log, subject, form: 'csv', to: join(folder, 'cases.csv'), head, targetMinutes: 240 };
});
afterAll(() => rm(folder, { recursive: true }));

it('a report that is being made ends with the bot, and nothing of it is left', async () => {
  const stopping = new AbortController();
  const making = makeInThread(order, stopping.signal);
  stopping.abort();

  await expect(making).rejects.toThrow('the report’s thread ended');
  expect(existsSync(order.to)).toBe(false);
});

it('no report is begun by a bot that stops', () => {
  return expect(makeInThread(order, AbortSignal.abort())).rejects.toThrow('aborted');
});

it('a report is made while the bot runs', async () => {
  const { files } = await makeInThread(order, new AbortController().signal);

  expect(files).toEqual([order.to]);
});
