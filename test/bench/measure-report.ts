import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReportOrder } from '#bot/report/make-report.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { approvedCase, frozenCase, sandboxWorld } from '#test/set-up/case-world.ts';
import { startSandbox } from '#test/set-up/sandbox-world.ts';
import type { Entry } from '#storage/entry.ts';
import { fillWithCases } from './report-log.ts';
import { ratio, secondsOf, type Table } from './table.ts';

const program = fileURLToPath(new URL('report-child.ts', import.meta.url));
/** What is still held must fit into so much; a process that may take more keeps what nobody needs. What is new: as `npm run report`. */
const heap = ['--max-old-space-size=96', '--max-semi-space-size=16'];
/** Changes in the logs: John Doe's case, again and again, opened over a year. */
const sizes = [10_000, 100_000] as const;
const head = { made: '2026-12-31T12:00:00.000Z', takenBy: 'Adele Vance', version: '0.0.0' };
const year = { from: '2026-01-01', to: '2026-12-31' };

/** Reports of one case and of a year, beside only reading the entries, with the most memory each took. */
export async function measureReport(): Promise<Table> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-bench-'));
  try {
    const entries = await johnsCase();
    const changes = entries.filter(({ phase }) => phase === 'intent').length;
    const rows: (readonly string[])[] = [];
    for (const size of sizes)
      rows.push(...(await measureSize(folder, entries, Math.ceil(size / changes), size)));
    return {
      title: 'Reports out of a log in SQLite, each in a process of its own',
      head: ['', 'seconds', '/ reading', 'peak MB', 'MB written'],
      rows,
      notes: [
        `A case is John Doe’s: ${entries.length} entries, ${changes} changes; a year has as many as are needed.`,
        'Reading is the floor: every entry comes out of the database, and nothing is made of it. A report derives each anew (hash, chain, copies) before it says anything.',
        'Goal: the peak of memory stays where it is when the log is ten times as long. Every process may hold 96 MB of its own and ends when it needs more.',
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function johnsCase(): Promise<readonly Entry[]> {
  const sandbox = await startSandbox();
  const world = await sandboxWorld(sandbox);
  const { caseId } = await approvedCase(world, await frozenCase(world));
  const entries = await world.store.readCase(caseId);
  await sandbox.stop();
  // The archive is a document of its own, which these copies do not have.
  return entries.filter(({ phase }) => phase !== 'archived');
}

async function measureSize(
  folder: string,
  entries: readonly Entry[],
  cases: number,
  size: number,
): Promise<readonly (readonly string[])[]> {
  const log = join(folder, `${size}.db`);
  const store = await openSqliteStore({ file: log });
  await store.close();
  await fillWithCases(log, entries, cases);
  const name = (what: string) => `${what}, ${size.toLocaleString('en')} changes`;
  const order = (what: Partial<ReportOrder>, to: string) => ({
    log,
    head,
    targetMinutes: 240,
    to: join(folder, to),
    ...what,
  });
  const floor = run({ log, only: 'read' });
  const csv = run(order({ subject: year, form: 'csv' }, `${size}.csv`));
  const pdf = run(order({ subject: year, form: 'pdf' }, `${size}.pdf`));
  const one = run(order({ subject: { caseId: 'OFF-00001' }, form: 'pdf' }, `${size}-case.pdf`));
  const row = async (what: string, { ms, peakMb }: Ran, file: string | null) => [
    name(what),
    secondsOf(ms),
    ratio(ms, floor.ms),
    peakMb.toFixed(0),
    file === null ? '' : ((await stat(join(folder, file))).size / 1e6).toFixed(1),
  ];
  return Promise.all([
    row('floor: reading every entry', floor, null),
    row('a year as CSV', csv, `${size}.csv`),
    row('a year as PDF', pdf, `${size}.pdf`),
    row('one case as PDF', one, `${size}-case.pdf`),
  ]);
}

interface Ran {
  readonly ms: number;
  readonly peakMb: number;
}

function run(order: object): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...heap, program, JSON.stringify(order)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Ran;
}
