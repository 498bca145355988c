import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { introduce } from './introduce.ts';
import { personalChatOf, playgroundConfig } from './playground-config.ts';
import type { Persona } from './personas.ts';

const require = createRequire(import.meta.url);

/** One Teams window: Microsoft's Agents Playground, signed in as one persona. */
export interface Playground {
  readonly persona: Persona;
  readonly url: string;
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  readonly persona: Persona;
  /** The bot's `/api/messages`. */
  readonly endpoint: string;
  /** Must be free: the Playground would silently take another one, which the bot does not know. */
  readonly port: number;
  /** Its configuration and log are kept here, apart from those of other personas. */
  readonly folder: string;
  /** How long it may take to start, in ms. */
  readonly patienceMs: number;
}

/** Starts a window and introduces its person to the bot, as Teams does on installation. @throws when it does not come up */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { persona } = options;
  const child = launch(options);
  try {
    await listens(child, options);
    const url = playgroundUrl(options.port);
    await introduce(url, personalChatOf(persona), fetch);
    return { persona, url, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** As the Playground itself calls its address. */
export function playgroundUrl(port: number): string {
  return `http://localhost:${port}`;
}

function launch({ persona, endpoint, port, folder }: PlaygroundOptions): ChildProcess {
  const home = resolve(folder);
  mkdirSync(home, { recursive: true });
  // JSON is YAML, which is what the file's name promises.
  const config = join(home, 'playground.yml');
  writeFileSync(config, JSON.stringify(playgroundConfig(persona), null, 2));
  const words = ['start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--disable-telemetry'];
  const endWithUs = ['--import', import.meta.resolve('./end-with-parent.ts')];
  const child = spawn(process.execPath, [...endWithUs, command(), ...words], {
    cwd: home,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...process.env,
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
      M365_AGENTS_PLAYGROUND_LOGFILE: logFileOf(folder),
      TEAMSAPPTESTER_BROWSER: 'none',
    },
  });
  // However this process ends, no window outlives it: also when it is killed, the pipe to the window's standard input closes.
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('exit', () => process.off('exit', orphan));
  return child;
}

/** @throws with a word for people when it was not installed (`npm ci --omit=dev`) */
function command(): string {
  try {
    const manifest = require.resolve('@microsoft/m365agentsplayground/package.json');
    return join(dirname(manifest), 'cli.js');
  } catch (cause) {
    throw new Error('the Agents Playground is not installed: run npm ci, or add --no-playground', { cause });
  }
}

function logFileOf(folder: string): string {
  return join(resolve(folder), 'playground.log');
}

async function listens(child: ChildProcess, options: PlaygroundOptions): Promise<void> {
  const patience = AbortSignal.timeout(options.patienceMs);
  const gone = once(child, 'exit', { signal: patience }).then(() => null);
  const said = firstPort(child);
  const port = await Promise.race([said, gone]).catch(() => null);
  if (port === options.port) return;
  const log = lastLines(logFileOf(options.folder));
  throw new Error(`the Teams window of ${options.persona.person.name} did not start. ${log}`);
}

/** Reads on after the port was said: a full pipe would stop the child. */
async function firstPort(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('no standard output');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      const [, port] = /Listening on (\d+)/.exec(line) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

function lastLines(file: string): string {
  try {
    return `Its log ends: ${readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' ')}`;
  } catch {
    return 'It left no log.';
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(killer);
}
