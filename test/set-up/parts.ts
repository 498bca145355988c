import { spawnSync } from 'node:child_process';
import { findCommand } from './find-command.ts';

/** Something tests need that npm does not bring. */
export interface Part {
  readonly name: string;
  /** Which tests need it, in words. */
  readonly use: string;
  /** Where it was found; `null` = missing. */
  find(): string | null;
  /** Debian packages that bring it; none when Debian has no fitting one. */
  packages(): readonly string[];
  /** How people get it on other systems. */
  readonly how: string;
}

const sambaPackages = [
  'samba',
  'samba-ad-dc',
  'samba-ad-provision',
  'samba-dsdb-modules',
  'samba-vfs-modules',
];

const samba: Part = {
  name: 'Samba AD domain controller',
  use: 'the Active Directory actions on a real domain controller',
  find: () => (hasPackages(sambaPackages) ? findCommand('samba') : null),
  packages: () => sambaPackages,
  how: 'run the tests on Debian as root, or install Samba with its AD domain controller so that `samba` and `samba-tool` are found',
};

const chromium: Part = {
  name: 'Chromium',
  use: 'cards and whole cases in a browser',
  find: () => findCommand('chromium', 'chromium-browser', 'google-chrome'),
  packages: () => ['chromium'],
  how: 'install Chromium or Google Chrome so that `chromium` or `google-chrome` is found',
};

const mongo: Part = {
  name: "server that speaks MongoDB's protocol",
  use: 'the log in MongoDB, over the wire',
  find: () => process.env['TEST_MONGODB_URI'] ?? findCommand('mongod') ?? newGo(),
  packages: () => (newEnough(candidate('golang-go')) ? ['golang-go'] : []),
  how: 'set TEST_MONGODB_URI, or install mongod, or install Go 1.22 or newer (https://go.dev/dl/), which builds one',
};

export const parts: readonly Part[] = [samba, chromium, mongo];

/** Where there is no dpkg there are no packages to ask for, and the program itself must do. */
function hasPackages(packages: readonly string[]): boolean {
  if (findCommand('dpkg-query') === null) return findCommand('samba-tool') !== null;
  const format = ['-W', '-f', '${db:Status-Status}\n'];
  const { stdout } = spawnSync('dpkg-query', [...format, ...packages], { encoding: 'utf8' });
  return stdout.split('\n').filter((status) => status === 'installed').length === packages.length;
}

function newGo(): string | null {
  const go = findCommand('go');
  if (go === null) return null;
  const { stdout } = spawnSync(go, ['env', 'GOVERSION'], { encoding: 'utf8' });
  return newEnough(stdout.replace(/^go/, '')) ? go : null;
}

/** The version apt would install, without its epoch: Debian 12 has a Go that is too old. */
function candidate(name: string): string {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?:\d+:)?(\S+)/.exec(stdout)?.[1] ?? '';
}

function newEnough(goVersion: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(goVersion) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 22);
}
