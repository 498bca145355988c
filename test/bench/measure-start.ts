import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '#bot/system-clock.ts';
import { freePort } from '#test/set-up/free-port.ts';
import { productionEnv } from '#test/set-up/production-env.ts';
import { quantile } from './quantile.ts';
import { ratio, secondsOf, type Table } from './table.ts';

const root = resolve(import.meta.dirname, '../..');
const rounds = 5;
/** After so long without anything to do the memory is looked at. */
const restMs = 3000;

interface Started {
  readonly ms: number;
  /** Resident; `NaN` where the system does not say. */
  readonly rssBytes: number;
}

interface Program {
  readonly name: string;
  readonly args: readonly string[];
  /** Path that answers when it is ready. */
  readonly path: string;
}

/** The bot as `npm start` starts it, beside a bare echo bot. */
export async function measureStart(): Promise<Table> {
  const programs: readonly Program[] = [
    { name: 'floor: bare echo bot', args: ['test/bench/echo-bot.ts'], path: '/api/messages' },
    { name: 'the bot, as npm start starts it', args: await startArguments(), path: '/readyz' },
  ];
  const found = new Map<string, Started[]>(programs.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const program of programs) {
      const started = await start(program);
      if (round >= 0) found.get(program.name)?.push(started);
    }
  }
  const floors = found.get(programs[0]?.name ?? '') ?? [];
  return {
    title: 'Start to ready, and memory at rest; log in SQLite',
    head: ['', 'ready after s', '/ floor', 'goal', 'MB at rest', '/ floor', 'goal'],
    rows: [...found].map(([name, runs]) => [
      name,
      secondsOf(median(runs, ({ ms }) => ms)),
      ratio(
        median(runs, ({ ms }) => ms),
        median(floors, ({ ms }) => ms),
      ),
      name.startsWith('floor') ? '' : '≤ 1.5',
      (median(runs, ({ rssBytes }) => rssBytes) / 1_048_576).toFixed(0),
      ratio(
        median(runs, ({ rssBytes }) => rssBytes),
        median(floors, ({ rssBytes }) => rssBytes),
      ),
      name.startsWith('floor') ? '' : '≤ 200',
    ]),
    notes: [
      `Medians of ${rounds} starts each, by turns, after one that warms up. Ready: the first answer over HTTP. Memory: resident, ${restMs / 1000} s later.`,
    ],
  };
}

/** What `npm start` gives to node. */
async function startArguments(): Promise<readonly string[]> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  return scripts.start.split(' ').slice(1);
}

async function start({ name, args, path }: Program): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-bench-'));
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...productionEnv(port, folder), BENCH_PORT: String(port) },
    stdio: 'ignore',
  });
  try {
    await untilAnswered(`http://127.0.0.1:${port}${path}`, () => child.exitCode === null);
    const ms = performance.now() - begin;
    await systemClock.sleep(restMs);
    return { ms, rssBytes: await rssOf(child.pid ?? 0) };
  } catch (error) {
    throw new Error(`${name} did not start`, { cause: error });
  } finally {
    child.kill('SIGKILL');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

async function untilAnswered(url: string, lives: () => boolean): Promise<void> {
  while (lives()) {
    if (await fetch(url).catch(() => null)) return;
    await systemClock.sleep(5);
  }
  throw new Error(`${url} never answered`);
}

/** Linux tells it without a tool. */
async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}

function median(runs: readonly Started[], value: (one: Started) => number): number {
  return quantile(runs.map(value), 0.5);
}
