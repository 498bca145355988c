import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';

/** What the sandbox says when everything answers. */
export interface Ready {
  readonly bot: string;
  readonly cloud: string;
  readonly personas: readonly {
    readonly name: string;
    readonly userId: string;
    readonly aadObjectId: string;
  }[];
}

export interface SandboxProcess {
  readonly ready: Ready;
  /** Address of each persona's window by first name, small: `windows.get('alex')`. */
  readonly windows: ReadonlyMap<string, string>;
  /** The log's file. */
  readonly logFile: string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const entry = join(import.meta.dirname, '..', '..', 'bot', 'sandbox-main.ts');

/** Starts the sandbox as a user does, in a process of its own, on free ports, with an empty company. */
export async function startSandboxProcess(
  options: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<SandboxProcess> {
  const data = mkdtempSync(join(tmpdir(), 'offboarding-sandbox-'));
  const ports = ['--port', String(await freePort()), '--cloud-port', String(await freePort())];
  const child = spawn(process.execPath, [entry, ...ports, '--data', data, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const windows = new Map<string, string>();
  const ready = await readyOf(child, windows);
  return {
    ready,
    windows,
    logFile: join(data, 'log.db'),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null) return child.exitCode;
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

async function readyOf(child: ChildProcess, windows: Map<string, string>): Promise<Ready> {
  if (!child.stdout) throw new Error('no output to read');
  for await (const line of createInterface({ input: child.stdout })) {
    const window = /^\s+(\w+) \w+ .*(http:\/\/localhost:\d+)$/.exec(line);
    if (window) windows.set(String(window[1]).toLowerCase(), String(window[2]));
    if (line.startsWith('ready ')) {
      child.stdout.resume();
      return JSON.parse(line.slice(6)) as Ready;
    }
  }
  throw new Error(`the sandbox ended with ${child.exitCode} before it was ready`);
}
