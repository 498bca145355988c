import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Entry } from '#storage/entry.ts';
import { type LogStore, StoreDown } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { sealed } from '#test/storage/sealed.ts';

/** A file system with room for a few hundred entries; `null` where this user may not mount one. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'offboarding-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'offboarding-test', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

/** Entries the store has confirmed, until it takes no more. */
async function fill(
  store: LogStore,
  after?: Entry,
): Promise<{ readonly taken: readonly Entry[]; readonly error: unknown }> {
  const taken: Entry[] = [];
  for (let last = after; ; last = taken.at(-1)) {
    const entry = sealed({ reason: `entry ${taken.length}` }, last ? { after: last } : {});
    try {
      await store.append(entry);
      taken.push(entry);
    } catch (error) {
      return { taken, error };
    }
  }
}

const disk = smallDisk();

describe.skipIf(disk === null)('a disk that is full', () => {
  afterAll(() => {
    execFileSync('umount', ['-l', disk ?? '']);
    rmSync(disk ?? '', { recursive: true });
  });

  it('loses no confirmed entry, says that it takes no more, and takes the next one when there is room', async () => {
    const ballast = join(disk ?? '', 'ballast');
    await writeFile(ballast, Buffer.alloc(300_000));
    const store = await openSqliteStore({ file: join(disk ?? '', 'log.sqlite') });
    const { taken, error } = await fill(store);

    expect(error).toBeInstanceOf(StoreDown);
    expect(taken.length).toBeGreaterThan(0);
    expect(await store.readCase('OFF-7K3QX')).toEqual(taken);

    await rm(ballast);
    const { taken: more } = await fill(store, taken.at(-1));
    expect(more.length).toBeGreaterThan(0);
    expect(await store.readCase('OFF-7K3QX')).toEqual([...taken, ...more]);
    await store.close();
  });
});
