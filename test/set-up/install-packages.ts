import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findCommand } from './find-command.ts';

/** Only Debian's root can, and only root should be asked to. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && findCommand('apt-get') !== null && existsSync('/etc/debian_version');
}

/** Installs Debian packages. Returns what went wrong, or `null`. */
export function installPackages(packages: readonly string[]): string | null {
  const update = apt(['update']);
  if (update !== null) return update;
  return withoutStartingServices(() => apt(['install', '--yes', '--no-install-recommends', ...packages]));
}

function apt(words: readonly string[]): string | null {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync('apt-get', ['--quiet', ...words], { encoding: 'utf8', env });
  if (run.status === 0) return null;
  return run.stderr.trim().split('\n').slice(-3).join(' ') || `apt-get ${words[0]} failed`;
}

const policy = '/usr/sbin/policy-rc.d';

/** The tests start a Samba of their own; the machine's must not take its ports. https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt */
function withoutStartingServices<T>(work: () => T): T {
  if (existsSync(policy)) return work();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policy);
  }
}
