import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sideBySide } from '#bot/workflow/side-by-side.ts';
import type { Entry } from '#storage/entry.ts';
import type { HistoryQuery, LogStore } from '#storage/log-store.ts';
import { openMongoStore } from '#storage/mongo/open-mongo-store.ts';
import { openDatabase } from '#storage/sqlite/open-database.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { sqliteEntries } from '#storage/sqlite/sqlite-entries.ts';
import { logEntries, someActor, someLeaver } from './made-up-log.ts';
import { quantile } from './quantile.ts';
import { milliseconds, ratio, type Table } from './table.ts';

const appends = 500;
const pages = 200;
/** Entries in one transaction while a log is filled. */
const batch = 10_000;

interface Sizes {
  readonly small: number;
  readonly big: number;
}

/** One log of a size: what an append and the pages of its history take, ms each. */
interface Measured {
  readonly size: number;
  readonly append: readonly number[];
  readonly floor: readonly number[];
  readonly pages: ReadonlyMap<string, readonly number[]>;
}

/** The log in SQLite with ten thousand entries and with a million. */
export async function measureLog(): Promise<Table> {
  return inFolder(async (folder) => {
    const sizes = { small: 10_000, big: 1_000_000 };
    const found: Measured[] = [];
    for (const size of [sizes.small, sizes.big]) {
      const file = join(folder, `${size}.db`);
      fillFile(file, size);
      const store = await openSqliteStore({ file });
      found.push(await measured(store, size, folder));
      await store.close();
    }
    return report('SQLite in a file', found);
  });
}

/** The same on a server of MongoDB's protocol, smaller; only one that somebody names is worth the time. */
export async function measureMongoLog(): Promise<Table | { readonly missing: string }> {
  const uri = process.env['TEST_MONGODB_URI'];
  if (uri === undefined) return { missing: 'TEST_MONGODB_URI names no server' };
  return inFolder(async (folder) => {
    const sizes: Sizes = { small: 10_000, big: 100_000 };
    const found: Measured[] = [];
    for (const size of [sizes.small, sizes.big]) {
      const address = new URL(uri);
      address.pathname = `/offboarding-bench-${Date.now()}-${size}`;
      const store = await openMongoStore({ uri: address.href });
      await sideBySide([...logEntries(size)], 64, (entry) => store.append(entry));
      found.push(await measured(store, size, folder));
      await store.close();
    }
    return report('MongoDB', found);
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** By the store's own insert, many to a transaction. */
function fillFile(file: string, size: number): void {
  const database = openDatabase(file, 1000);
  const { append } = sqliteEntries(database);
  let waiting = 0;
  for (const entry of logEntries(size)) {
    if (waiting === 0) database.exec('BEGIN');
    append(entry);
    waiting = (waiting + 1) % batch;
    if (waiting === 0) database.exec('COMMIT');
  }
  if (waiting > 0) database.exec('COMMIT');
  database.close();
}

async function measured(store: LogStore, size: number, folder: string): Promise<Measured> {
  const [append, floor] = await appendTimes(store, size, folder);
  const found = new Map<string, number[]>();
  for (let nth = 0; nth < pages; nth++) {
    for (const [name, query] of questions(size, nth)) {
      const start = performance.now();
      const { entries } = await store.history(query);
      const times = found.get(name) ?? [];
      found.set(name, [...times, performance.now() - start]);
      if (entries.length === 0) throw new Error(`${name}: nothing found`);
    }
  }
  return { size, append, floor, pages: found };
}

/** Each append beside as many bytes at the end of a file, made durable: less than that no log can do. */
async function appendTimes(
  store: LogStore,
  size: number,
  folder: string,
): Promise<readonly [readonly number[], readonly number[]]> {
  const file = openSync(join(folder, 'floor'), 'a');
  const [mine, floor]: [number[], number[]] = [[], []];
  for (const entry of logEntries(appends, `after-${size}`)) {
    mine.push(await time(() => store.append(entry)));
    floor.push(await time(() => flushed(file, entry)));
  }
  closeSync(file);
  return [mine, floor];
}

function flushed(file: number, entry: Entry): void {
  writeSync(file, entry.raw);
  fdatasyncSync(file);
}

async function time(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A page each: the newest, one in the middle of all, one person's, and what one operator did. */
function questions(size: number, nth: number): readonly (readonly [string, HistoryQuery])[] {
  const middle = new Date(
    Date.UTC(2026, 0, 1) + 1000 * Math.floor((size * (1 + (nth % 97))) / 100),
  ).toISOString();
  return [
    ['newest page', { limit: 50 }],
    ['page from a day in the middle', { limit: 50, from: middle }],
    ['one leaver', { limit: 50, leaverId: someLeaver(nth % Math.floor(size / 50)).id }],
    ['one operator', { limit: 50, actorId: someActor(nth).id }],
  ];
}

function report(where: string, found: readonly Measured[]): Table {
  const [small, big] = found;
  if (!small || !big) throw new Error('two sizes');
  const row = (name: string, of: (one: Measured) => readonly number[]): readonly string[] => {
    const cells = [small, big].flatMap((one) => [quantile(of(one), 0.5), quantile(of(one), 0.95)]);
    return [name, ...cells.map(milliseconds2), ratio(cells[2] ?? 0, cells[0] ?? 1)];
  };
  return {
    title: `The log in ${where}: ${small.size.toLocaleString('en')} and ${big.size.toLocaleString('en')} entries`,
    head: ['ms', 'p50', 'p95', 'p50 big', 'p95 big', 'big / small'],
    rows: [
      row('floor: the same bytes at the end of a file', ({ floor }) => floor),
      row('append one entry', ({ append }) => append),
      ...[...small.pages.keys()].map((name) => row(name, ({ pages: times }) => times.get(name) ?? [])),
    ],
    notes: [
      `Appends a second, one after another: ${perSecond(small)} and ${perSecond(big)}; / floor ${[small, big].map(overFloor).join(' and ')} (medians).`,
      `Pages of 50 entries, read and parsed, ${pages} each. Goal: a page of a big log costs what one of a small log costs.`,
    ],
  };
}

function milliseconds2(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : milliseconds(ms);
}

function perSecond({ append }: Measured): string {
  return Math.round((1000 * append.length) / append.reduce((sum, ms) => sum + ms, 0)).toLocaleString('en');
}

function overFloor({ append, floor }: Measured): string {
  return ratio(quantile(append, 0.5), quantile(floor, 0.5));
}
