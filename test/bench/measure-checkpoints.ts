import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { contoso } from '#providers/sandbox/people.ts';
import type { LogStore } from '#storage/log-store.ts';
import { createCheckpointBook } from '#storage/proof/checkpoint-book.ts';
import { signingKey } from '#storage/proof/signing-key.ts';
import { emptyHead, seal } from '#storage/seal.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { fillFile } from './fill-file.ts';
import { inFolder } from './in-folder.ts';
import { logEntries, someActor } from './made-up-log.ts';
import { quantile } from './quantile.ts';
import { milliseconds, ratio, type Table } from './table.ts';

const sizes = [1_000, 100_000];
const entriesACase = 2;
const repeats = 20;
const by = { instance: 'bench', version: '0', epoch: 0 };

interface Measured {
  readonly cases: number;
  /** All of them for the first time; a process that starts and replays what others signed. */
  readonly firstMs: number;
  readonly startMs: number;
  /** One case has grown. */
  readonly nextMs: readonly number[];
}

/** What it costs to sign a log of many cases. */
export async function measureCheckpoints(): Promise<Table> {
  const found: Measured[] = [];
  for (const cases of sizes) found.push(await inFolder((folder) => measured(folder, cases)));
  const [small] = found;
  const next = ({ nextMs }: Measured): number => quantile(nextMs, 0.5);
  return {
    title: 'Signing the log: checkpoints over many cases, log in SQLite',
    head: [
      'cases',
      'all for the first time ms',
      'µs a case',
      'replayed at start ms',
      'one has grown ms',
      '/ fewest',
    ],
    rows: found.map((one) => [
      one.cases.toLocaleString('en'),
      milliseconds(one.firstMs),
      ((1000 * one.firstMs) / one.cases).toFixed(1),
      milliseconds(one.startMs),
      next(one).toFixed(2),
      small ? ratio(next(one), next(small)) : '',
    ]),
    notes: [
      `One has grown: what is paid once a minute, median of ${repeats}, durable in the log. Cases of ${entriesACase} entries. Goal: it costs the same, however many cases there are.`,
    ],
  };
}

async function measured(folder: string, cases: number): Promise<Measured> {
  const file = join(folder, 'log.db');
  fillFile(file, logEntries(cases * entriesACase, 'BENCH', entriesACase));
  const store = await openSqliteStore({ file });
  try {
    return await measuredIn(store, cases);
  } finally {
    await store.close();
  }
}

async function measuredIn(store: LogStore, cases: number): Promise<Measured> {
  // An hour after the newest entry: what counts as perhaps new is then only what is.
  let now = Date.UTC(2026, 0, 1) + cases * entriesACase * 1000 + 3_600_000;
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = signingKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const parts = { store, tenant: contoso.tenantId, key, now: () => new Date(now) };
  const book = createCheckpointBook(parts);
  const firstMs = await timed(async () => {
    while (await book.write(false));
  });
  const startMs = await timed(() => createCheckpointBook(parts).catchUp());
  const nextMs: number[] = [];
  for (let nth = 0; nth < repeats; nth++) {
    now += 3_600_000;
    const where = { caseId: `LATER-${nth}`, tenant: contoso.tenantId, at: new Date(now), by };
    await store.append(seal({ phase: 'opened', actor: someActor(nth) }, emptyHead, where));
    nextMs.push(await timed(() => book.write(false)));
  }
  return { cases, firstMs, startMs, nextMs };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
