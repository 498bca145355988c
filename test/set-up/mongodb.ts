import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildMongodbServer } from './build-mongodb-server.ts';
import { freePort } from './free-port.ts';
import { runCommand } from './run-command.ts';

/** A server that speaks MongoDB's protocol, with a database of its own in `uri`. */
export interface MongoServer {
  readonly uri: string;
  /** `given`: TEST_MONGODB_URI, not ours to stop; a real one like `mongod`, which `explain` tells the truth about. */
  readonly kind: 'given' | 'mongod' | 'ferretdb';
  /** SIGKILL. The data stays for `restart`. */
  kill(): Promise<void>;
  /** Starts it again on the same address and data. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Looks for a server: TEST_MONGODB_URI, a `mongod` on the PATH, Go to build FerretDB with. `missing` says what is
 * needed and how to get it.
 */
export async function startMongo(): Promise<MongoServer | { missing: string }> {
  const given = process.env['TEST_MONGODB_URI'];
  if (given !== undefined && given !== '') return givenServer(given);
  if ((await runCommand('mongod', ['--version'])).code === 0) {
    return ownServer('mongod', (port, folder) => ({
      program: 'mongod',
      args: ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder, '--quiet'],
    }));
  }
  const built = await buildMongodbServer();
  if ('missing' in built)
    return { missing: `${built.missing}; or set TEST_MONGODB_URI, or put mongod on the PATH` };
  return ownServer('ferretdb', (port, folder) => ({
    program: built.program,
    args: [`127.0.0.1:${port}`, folder],
  }));
}

async function givenServer(uri: string): Promise<MongoServer> {
  const notOurs = async () => {
    throw new Error('the server of TEST_MONGODB_URI is not ours to stop');
  };
  return { uri: withDatabase(uri), kind: 'given', kill: notOurs, restart: notOurs, stop: async () => {} };
}

function withDatabase(uri: string): string {
  const [, server, query = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(uri) ?? [];
  if (server === undefined) throw new Error('TEST_MONGODB_URI is no MongoDB connection string');
  return `${server}/offboarding_test_${randomUUID().slice(0, 8)}${query}`;
}

type Command = (port: number, folder: string) => { program: string; args: string[] };

async function ownServer(kind: 'mongod' | 'ferretdb', command: Command): Promise<MongoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-mongodb-'));
  const port = await freePort();
  const { program, args } = command(port, folder);
  let child = await startChild(program, args, port);
  const kill = () => endChild(child, 'SIGKILL');
  return {
    uri: `mongodb://127.0.0.1:${port}/offboarding`,
    kind,
    kill,
    async restart() {
      await kill();
      child = await startChild(program, args, port);
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startChild(program: string, args: string[], port: number): Promise<ChildProcess> {
  const env = { ...process.env, DO_NOT_TRACK: '1' };
  const child = spawn(program, args, { stdio: 'ignore', cwd: tmpdir(), env });
  process.once('exit', () => child.kill('SIGKILL'));
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${program} ended with code ${child.exitCode}`);
    if (await answers(port)) return child;
    await pause(50);
  }
  throw new Error(`${program} does not listen on ${port}`);
}

async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
