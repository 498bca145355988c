import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeAuthority, sign, type Authority } from './certificates.ts';
import { findCommand } from './find-command.ts';
import { domain, lastWords, provisionedDomain, sambaEnvironment, writeConfig } from './samba-domain.ts';

/** A real Active Directory domain controller on this machine, with a domain of its own. */
export interface Samba {
  /** `ldaps://127.77.4.2` */
  readonly url: string;
  /** PEM of the authority that signed its certificate. */
  readonly ca: string;
  readonly authority: Authority;
  /** The account with the bot's delegated rights. */
  readonly bindDn: string;
  readonly password: string;
  readonly baseDn: string;
  /** SIGKILL; the data stays for `restart`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** `missing` says what this machine lacks, and how to get it. */
export async function startSamba(): Promise<Samba | { missing: string }> {
  const missing = whatIsMissing();
  if (missing !== null) return { missing };
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-samba-'));
  await cp(await provisionedDomain(), folder, { recursive: true });
  await Promise.all(
    ['run', 'cache', 'ncalrpc'].map((name) => mkdir(join(folder, name), { recursive: true })),
  );
  const address = nextAddress();
  const authority = await makeAuthority(join(folder, 'authority'));
  await writeCertificate(folder, authority, address);
  const config = await writeConfig(folder, address);

  let child = await startChild(folder, config, address);
  const kill = () => endChild(child);
  return {
    url: `ldaps://${address}`,
    ca: authority.pem,
    authority,
    bindDn: domain.botDn,
    password: domain.botPassword,
    baseDn: domain.baseDn,
    kill,
    async restart() {
      await kill();
      child = await startChild(folder, config, address);
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function whatIsMissing(): string | null {
  if (process.platform !== 'linux') return 'Linux: a Samba domain controller needs addresses 127.x.y.z';
  if (process.getuid?.() !== 0) return 'root: a domain controller listens on port 636';
  const absent = ['samba', 'samba-tool', 'openssl'].filter((name) => findCommand(name) === null);
  if (absent.length === 0) return null;
  return `${absent.join(', ')}: apt-get install samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules openssl`;
}

let started = 0;

/** Every test process has an id of its own, so their controllers do not meet. */
function nextAddress(): string {
  started += 1;
  return `127.${64 + ((process.pid >> 8) & 127)}.${1 + (process.pid & 127)}.${started}`;
}

async function writeCertificate(folder: string, authority: Authority, address: string): Promise<void> {
  const { key, cert } = await sign(authority, `DNS:${domain.host},DNS:localhost,IP:${address}`);
  await writeFile(join(folder, 'ca.pem'), authority.pem);
  await writeFile(join(folder, 'cert.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
}

async function startChild(folder: string, config: string, address: string): Promise<ChildProcess> {
  const log = openSync(join(folder, 'samba.log'), 'a');
  const child = spawn(findCommand('samba') ?? 'samba', ['-i', '-M', 'single', '-s', config], {
    // Samba ends when this pipe does, so it does not outlive a test process that was killed.
    stdio: ['pipe', log, log],
    env: sambaEnvironment,
  });
  const endWithUs = () => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) throw new Error(`samba ended by itself: ${await lastWords(folder)}`);
    if (await answers(address)) return child;
    await pause(50);
  }
  throw new Error(`samba does not listen on ${address}: ${await lastWords(folder)}`);
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function answers(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 636 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
