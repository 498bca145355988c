import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sideBySide } from '#bot/workflow/run/side-by-side.ts';
import type { Entry } from '#storage/entry.ts';
import type { HistoryQuery, LogStore } from '#storage/log-store.ts';
import { openMongoStore } from '#storage/mongo/open-mongo-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { fillFile } from './fill-file.ts';
import { inFolder } from './in-folder.ts';
import { logEntries, someActor, someLeaver } from './made-up-log.ts';
import { quantile } from './quantile.ts';
import { milliseconds, ratio, type Table } from './table.ts';

const appends = 500;
const pages = 200;
const warmUp = 20;

/** A log of so many entries. */
interface Filled {
  readonly size: number;
  readonly store: LogStore;
}

/** What an append and the pages of its history take, ms each. */
interface Measured {
  readonly size: number;
  readonly append: number[];
  readonly floor: number[];
  readonly pages: ReadonlyMap<string, number[]>;
}

/** The log in SQLite with ten thousand entries and with many more. @param filled the log of many, if it is there */
export async function measureLog(big: number, filled?: string): Promise<Table> {
  return inFolder((folder) =>
    measureBoth('SQLite in a file', folder, [10_000, big], async (size) => {
      const isThere = size === big && filled !== undefined;
      const file = isThere ? filled : join(folder, `${size}.db`);
      if (!isThere) fillFile(file, logEntries(size));
      return openSqliteStore({ file });
    }),
  );
}

/** The same on a server of MongoDB's protocol, smaller; only one that somebody names is worth the time. */
export async function measureMongoLog(): Promise<Table | { readonly missing: string }> {
  const uri = process.env['TEST_MONGODB_URI'];
  if (uri === undefined) return { missing: 'TEST_MONGODB_URI names no server' };
  return inFolder((folder) =>
    measureBoth('MongoDB', folder, [10_000, 100_000], async (size) => {
      const address = new URL(uri);
      address.pathname = `/offboarding-bench-${Date.now()}-${size}`;
      const store = await openMongoStore({ uri: address.href });
      await sideBySide([...logEntries(size)], 64, (entry) => store.append(entry));
      return store;
    }),
  );
}

/** Both logs are filled first and asked by turns. */
async function measureBoth(
  where: string,
  folder: string,
  sizes: readonly number[],
  filled: (size: number) => Promise<LogStore>,
): Promise<Table> {
  const logs: Filled[] = [];
  for (const size of sizes) logs.push({ size, store: await filled(size) });
  const found = logs.map(({ size }): Measured => {
    const names = questions(size, 0).map(([name]): [string, number[]] => [name, []]);
    return { size, append: [], floor: [], pages: new Map(names) };
  });
  await timeAppends(logs, found, folder);
  await timePages(logs, found);
  for (const { store } of logs) await store.close();
  return report(where, found);
}

async function timePages(logs: readonly Filled[], found: readonly Measured[]): Promise<void> {
  for (let nth = -warmUp; nth < pages; nth++) {
    for (const [place, log] of logs.entries()) {
      const times = await pageTimes(log, Math.abs(nth));
      if (nth < 0) continue;
      for (const [name, ms] of times) found[place]?.pages.get(name)?.push(ms);
    }
  }
}

async function pageTimes(
  { store, size }: Filled,
  nth: number,
): Promise<readonly (readonly [string, number])[]> {
  const times: (readonly [string, number])[] = [];
  for (const [name, query] of questions(size, nth)) {
    times.push([name, await time(() => store.history(query))]);
  }
  return times;
}

/** Each append beside as many bytes at the end of a file, made durable: less than that no log can do. */
async function timeAppends(
  logs: readonly Filled[],
  found: readonly Measured[],
  folder: string,
): Promise<void> {
  const file = openSync(join(folder, 'floor'), 'a');
  for (const entry of logEntries(appends, 'LATER')) {
    for (const [place, { store }] of logs.entries()) {
      found[place]?.append.push(await time(() => store.append(entry)));
      found[place]?.floor.push(await time(() => flushed(file, entry)));
    }
  }
  closeSync(file);
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

/** A page each: the newest, one somewhere in the middle, one person's, what one operator did, and what filters ask. */
function questions(size: number, nth: number): readonly (readonly [string, HistoryQuery])[] {
  const place = Math.floor((size * (1 + (nth % 97))) / 99);
  const middle = new Date(Date.UTC(2026, 0, 1) + 1000 * place).toISOString();
  return [
    ['newest page', { limit: 50 }],
    ['page somewhere in the middle', { limit: 50, to: middle }],
    ['one leaver', { limit: 50, leaverId: someLeaver(nth % Math.floor(size / 50)).id }],
    ['one operator', { limit: 50, actorId: someActor(nth).id }],
    ['one action', { limit: 50, actions: ['exchange.convert-to-shared'], to: middle }],
    ['three actions', { limit: 50, actions: someActions, to: middle }],
    ['one operator, one step', { limit: 50, actorId: someActor(nth).id, step: 'mailbox', lookAt: 500 }],
    ['a look at 10,000 entries, of which none fits', { ...nothingFits, limit: 50, lookAt: 10_000 }],
  ];
}

const someActions = ['entra.remove-from-groups', 'ad.remove-from-groups', 'entra.remove-licences'];
const nothingFits = { step: 'mailbox', phases: ['closed'] } as const;

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
