import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startConnector, wordsOf, type Connector } from '#test/set-up/connector.ts';
import { freePort } from '#test/set-up/free-port.ts';
import { activityBy } from '#test/set-up/teams-stage.ts';

/** The README's commands as a person types them, after `npm ci`. */
const folder = mkdtempSync(join(tmpdir(), 'offboarding-readme-'));
/** In the folder, not where the machine may keep another log. */
const env = { ...process.env, MONGODB_URI: '' };
const running = new Set<ChildProcess>();
let connector: Connector;

beforeAll(async () => {
  connector = await startConnector();
});
afterAll(async () => {
  for (const left of running) signal(left, 'SIGKILL');
  await connector.close();
  rmSync(folder, { recursive: true, force: true });
});

function npm(...words: readonly string[]): ChildProcess & { readonly stdout: Readable } {
  const child = spawn('npm', words, { detached: true, stdio: ['ignore', 'pipe', 'inherit'], env });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** To everything the terminal started, npm and what npm started, as Ctrl-C does it. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, name);
}

/** The JSON behind `ready`; what comes after it is kept in `lines`. */
async function readyLine(output: Interface, lines: string[]): Promise<{ readonly bot: string }> {
  return new Promise((resolve, reject) => {
    output.on('line', (line) => {
      lines.push(line);
      if (line.startsWith('ready ')) resolve(JSON.parse(line.slice('ready '.length)) as { bot: string });
    });
    output.once('close', () => reject(new Error('the sandbox ended before it was ready')));
  });
}

it('npm run sandbox answers Alex, and ends in order on Ctrl-C', { timeout: 90_000 }, async () => {
  const ports = ['--port', String(await freePort()), '--cloud-port', String(await freePort())];
  const sandbox = npm('run', 'sandbox', '--', '--no-playground', ...ports, '--data', folder);
  const output = createInterface({ input: sandbox.stdout });
  const ended = once(output, 'close');
  const lines: string[] = [];
  const { bot } = await readyLine(output, lines);
  const typed = { ...activityBy('alexw', connector.url), type: 'message', text: '/offboard jdoe dry-run' };
  const answer = await fetch(`${bot}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(typed),
  });
  await connector.until(({ activity }) => wordsOf(activity).includes('Dry run: what would change'));
  signal(sandbox, 'SIGINT');
  await ended;

  expect(answer.ok).toBe(true);
  expect(lines.at(-1)).toBe('Stopping ...');
  // A database that was closed leaves none.
  expect(existsSync(join(folder, 'log.db-wal'))).toBe(false);
});

it('npm run log:verify finds the log that it left sound', async () => {
  const verify = npm('run', 'log:verify', '--', join(folder, 'log.db'));
  const ended = once(verify, 'exit');

  expect(await text(verify.stdout)).toMatch(/^sound: 1 case, \d+ entries$/m);
  expect(await ended).toEqual([0, null]);
});
