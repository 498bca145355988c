import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Table } from './table.ts';

const root = resolve(import.meta.dirname, '../..');
const shown = 6;

const lock = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })),
});

/** What `npm ci --omit=dev` leaves on the disk: the packages of the lock file that are not for development. */
export async function measureInstallation(): Promise<Table> {
  const { packages } = lock.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
  const folders = Object.keys(packages).filter((folder) => folder !== '' && !packages[folder]?.dev);
  const sizes = new Map<string, number>();
  for (const folder of folders) sizes.set(folder, await ownBytes(join(root, folder)));
  const present = [...sizes].filter(([, bytes]) => bytes > 0).toSorted(([, a], [, b]) => b - a);
  const all = present.reduce((total, [, bytes]) => total + bytes, 0);
  const mega = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
  return {
    title: 'Size of an installation for production, dependencies only',
    head: ['', 'MB', 'packages'],
    rows: [
      ['all', mega(all), String(present.length)],
      ...present.slice(0, shown).map(([folder, bytes]) => [name(folder), mega(bytes), '']),
    ],
    notes: [
      'Sum of the files of every package in the lock file that is not for development and is there, without the packages inside it. Node itself is one of them.',
    ],
  };
}

function name(folder: string): string {
  return folder.replace(/^.*node_modules\//, '');
}

/** Without the packages installed inside it, which the lock file names by themselves; 0 when it is not there. */
async function ownBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') bytes += await ownBytes(path);
    else if (entry.isFile()) bytes += (await stat(path)).size;
  }
  return bytes;
}
