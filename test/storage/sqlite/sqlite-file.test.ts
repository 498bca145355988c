import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '#storage/seal.ts';
import { LogDamaged, StoreDown } from '#storage/log-store.ts';
import { openSqliteSource } from '#storage/sqlite/open-sqlite-source.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { verifyLog } from '#storage/verify.ts';
import { sealed, sealedCase } from '#test/storage/sealed.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offboarding-sqlite-'));
  file = join(folder, 'log.sqlite');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function written(): Promise<void> {
  const store = await openSqliteStore({ file });
  for (const entry of sealedCase('OFF-A', 3)) await store.append(entry);
  await store.saveDocument({ id: 'archive', text: '{}', hash: sha256('{}') });
  await store.close();
}

function raw<T>(work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

describe('what is written in the file', () => {
  it.each([
    ['changed', "UPDATE OffboardingLog SET step = 'mailbox'"],
    ['deleted', 'DELETE FROM OffboardingLog'],
    ['replaced', `INSERT OR REPLACE INTO OffboardingLog SELECT * FROM OffboardingLog`],
    [
      'replaced on conflict',
      `INSERT INTO OffboardingLog SELECT * FROM OffboardingLog WHERE true ON CONFLICT DO UPDATE SET step = 'x'`,
    ],
    ['changed (document)', "UPDATE OffboardingDocuments SET text = ''"],
    ['deleted (document)', 'DELETE FROM OffboardingDocuments'],
    ['replaced (document)', `INSERT OR REPLACE INTO OffboardingDocuments VALUES ('archive', '', '')`],
  ])('cannot be %s, not even by another program', async (_, sql) => {
    await written();

    expect(() => raw((database) => database.exec(sql))).toThrow('is written once');
  });

  it('stays where the process is killed without warning: every entry it confirmed is there', async () => {
    const confirmed: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const child = writer('killed', 1_000_000);
      const lines = linesOf(child);
      for (let count = 0; count < 40 + round * 17; count += 1) confirmed.push(await nextLine(lines));
      child.kill('SIGKILL');
      for await (const line of lines) confirmed.push(line);
    }
    const store = await openSqliteStore({ file });
    const entries = await store.readCase('OFF-PROCESS');
    await store.close();

    expect(entries.length).toBeGreaterThanOrEqual(confirmed.length);
    expect(entries.map(({ _id, hash }) => `${_id} ${hash}`)).toEqual(expect.arrayContaining(confirmed));
  });

  it('is one sound chain where two processes write to one case', async () => {
    const children = [writer('one', 60), writer('two', 60)];
    const codes = await Promise.all(children.map((child) => once(child, 'close')));
    const source = await openSqliteSource(file);
    const { value } = await verifyLog(source).next();
    await source.close();

    expect(codes).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(value).toMatchObject({ entries: 120, fault: null });
  });

  it('is for the eyes of one user', async () => {
    await written();

    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe('a file that was tampered with', () => {
  const other = sealed({ reason: 'another' }, { after: sealedCase('OFF-A', 1)[0]! });

  it.each([
    ["UPDATE OffboardingLog SET raw = replace(raw, 'Alex', 'Alec') WHERE seq = 2", 'OFF-A#000002'],
    ['DELETE FROM OffboardingLog WHERE seq = 1', 'OFF-A#000002'],
    ['DELETE FROM OffboardingLog WHERE seq = 2', 'OFF-A#000003'],
    [`UPDATE OffboardingLog SET raw = '${other.raw}', hash = '${other.hash}' WHERE seq = 2`, 'OFF-A#000003'],
  ])('is not worked with: %s', async (sql, named) => {
    await written();
    raw((database) =>
      database.exec(
        `DROP TRIGGER "OffboardingLog no update"; DROP TRIGGER "OffboardingLog no delete"; ${sql}`,
      ),
    );
    const store = await openSqliteStore({ file });

    const reading = store.readCase('OFF-A');
    await expect(reading).rejects.toThrow(LogDamaged);
    await expect(reading).rejects.toMatchObject({ entry: named });
    await store.close();
  });

  it('gets its guards back at the next start', async () => {
    await written();
    raw((database) => database.exec('DROP TRIGGER "OffboardingLog no update"'));
    await (await openSqliteStore({ file })).close();

    expect(() => raw((database) => database.exec("UPDATE OffboardingLog SET step = 'x'"))).toThrow(
      'written once',
    );
  });
});

describe('a file that cannot be used', () => {
  it.each(['3.51.2', '3.45.0', '2.9.9', 'unknown'])('is not opened with SQLite %s', async (version) => {
    await expect(openSqliteStore({ file, version })).rejects.toThrow(
      /can lose committed entries; 3\.51\.3 or newer/,
    );
  });

  it.each(['3.51.3', '3.52.0', '4.0.0'])('is opened with SQLite %s', async (version) => {
    await (await openSqliteStore({ file, version })).close();
  });

  it('is named when its folder is not there', async () => {
    const nowhere = join(folder, 'no', 'log.sqlite');

    await expect(openSqliteStore({ file: nowhere })).rejects.toThrow(nowhere);
  });

  it('is refused when it is something else, and stays as it was', async () => {
    await writeFile(file, 'a text that somebody needs, and that is no database at all'.repeat(20));
    const before = await stat(file);

    await expect(openSqliteStore({ file })).rejects.toThrow(/not an SQLite database/);
    expect(await stat(file)).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs });
  });

  it('is refused when a newer bot wrote it', async () => {
    await written();
    raw((database) => database.exec('PRAGMA user_version = 99'));

    await expect(openSqliteStore({ file })).rejects.toThrow(/newer version/);
  });

  it('counts as down while another process holds it, and works when it is let go', async () => {
    const store = await openSqliteStore({ file, timeoutMs: 50 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');

    await expect(store.append(sealed({}))).rejects.toThrow(/another process holds the file/);
    await expect(store.ping()).rejects.toThrow(StoreDown);
    other.exec('ROLLBACK');
    other.close();
    await store.append(sealed({}));
    expect(await store.readCase('OFF-7K3QX')).toHaveLength(1);
    await store.close();
  });

  it('counts as down when the disk takes no more, and keeps every entry it confirmed', async () => {
    const child = writer('full', 1_000_000, 'ulimit -f 2000;');
    const confirmed: string[] = [];
    for await (const line of linesOf(child)) confirmed.push(line);
    const store = await openSqliteStore({ file });
    const entries = await store.readCase('OFF-PROCESS');
    await store.close();

    expect(await errorOf(child)).toMatch(/StoreDown: The log file does not take the entry/);
    expect(confirmed.length).toBeGreaterThan(10);
    expect(entries.map(({ _id, hash }) => `${_id} ${hash}`)).toEqual(expect.arrayContaining(confirmed));
  });
});

const errors = new WeakMap<ChildProcess, Promise<string>>();

function writer(instance: string, many: number, before = ''): ChildProcess {
  const program = fileURLToPath(new URL('../append-on-and-on.ts', import.meta.url));
  const command = `${before} exec "$0" "$@"`;
  const child = spawn('bash', ['-c', command, process.execPath, program, file, instance, String(many)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  errors.set(child, textOf(child));
  return child;
}

async function textOf({ stderr }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stderr!) text += String(chunk);
  return text;
}

function errorOf(child: ChildProcess): Promise<string> {
  return errors.get(child) ?? Promise.resolve('');
}

function linesOf({ stdout }: ChildProcess): AsyncIterableIterator<string> {
  return createInterface({ input: stdout! })[Symbol.asyncIterator]();
}

async function nextLine(lines: AsyncIterableIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done === true) throw new Error('the process ended by itself');
  return value;
}
