import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LogStore, StoreDown } from '#storage/log-store.ts';
import { freshPersonKey, type PersonKey } from '#storage/person-key.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { verifyCli } from '#storage/verify-cli.ts';
import { sealedCase } from '../sealed.ts';

let folder: string;
let file: string;
let store: LogStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offboarding-keys-'));
  file = join(folder, 'log.db');
  store = await openSqliteStore({ file });
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Whether the bytes are in any of the log's files, also in the write-ahead log. */
function isOnDisk(bytes: Uint8Array | string): boolean {
  const wanted = Buffer.from(bytes as Uint8Array);
  return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(wanted));
}

describe('a key that is destroyed', () => {
  it('leaves no byte in the files, however often its pages were filled anew', async () => {
    const keys: PersonKey[] = [];
    for (let nth = 0; nth < 600; nth++) keys.push(await store.keys.make(freshPersonKey(randomUUID())));
    const gone = keys.filter((_, nth) => nth % 40 === 7);
    expect(gone.every(({ secret, person }) => isOnDisk(secret) && isOnDisk(person))).toBe(true);

    for (const { subject } of gone) await store.keys.destroy(subject);

    for (const { secret, subject, person } of gone) {
      for (let at = 0; at < 64; at += 16) expect(isOnDisk(secret.subarray(at, at + 16))).toBe(false);
      expect(isOnDisk(subject)).toBe(false);
      expect(isOnDisk(person)).toBe(false);
    }
    const kept = keys.filter((key) => !gone.includes(key));
    expect(await store.keys.keysOf(kept.map(({ subject }) => subject))).toHaveLength(kept.length);
  });

  // Chosen, so that a plain DELETE would leave something: a newer SQLite may need other rows, and the test says so.
  it.each([
    ['whose key it was', (nth: number) => nth % 3 === 1, { people: [259], secrets: [] }],
    [
      'the secrets as well',
      (nth: number) => chosen(7, nth),
      { people: [169, 170, 259], secrets: [169, 170] },
    ],
  ])(
    'leaves nothing where SQLite, asked to delete its row, would leave in an older copy %s',
    async (_what, isChosen, leftByDelete) => {
      const keys = Array.from({ length: 300 }, (_, nth) => seededKey(26, nth));
      for (const key of keys) await store.keys.make(key);
      const gone = keys.filter((_, nth) => isChosen(nth));
      const left = (isThere: (bytes: Uint8Array | string) => boolean) => ({
        people: gone.filter(({ person }) => isThere(person)).map((key) => keys.indexOf(key)),
        secrets: gone.filter(({ secret }) => isThere(secret)).map((key) => keys.indexOf(key)),
      });

      const bytes = afterDelete(gone);
      expect(left((one) => bytes.includes(Buffer.from(one as Uint8Array)))).toEqual(leftByDelete);
      for (const { subject } of gone) await store.keys.destroy(subject);

      expect(left(isOnDisk)).toEqual({ people: [], secrets: [] });
    },
  );

  it('is not said to be gone while somebody who reads keeps its bytes in the write-ahead log', async () => {
    const { subject, secret } = await store.keys.make(freshPersonKey('person'));
    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM OffboardingKeys').get();

    await expect(store.keys.destroy(subject)).rejects.toThrow(StoreDown);
    reader.exec('ROLLBACK');
    reader.close();
    await store.keys.destroy(subject);

    expect(isOnDisk(secret)).toBe(false);
  });
});

describe('a file from before there were keys', () => {
  it('is verified as it is, and takes sealed entries once the bot has opened it', async () => {
    await store.close();
    rmSync(file);
    const before = await openSqliteStore({ file });
    for (const entry of sealedCase('OFF-OLD', 3)) await before.append(entry);
    await before.close();
    asOfVersionOne(file);
    const told: string[] = [];

    expect(await verifyCli([file], (line) => told.push(line))).toBe(0);
    store = await openSqliteStore({ file });
    const key = await store.keys.make(freshPersonKey('john'));
    for (const entry of sealedCase('OFF-NEW', 3, { reason: 'new' }, key)) await store.append(entry);

    expect(await store.readCase('OFF-OLD')).toEqual(sealedCase('OFF-OLD', 3));
    expect((await store.readCase('OFF-NEW')).map(({ reason }) => reason)).toEqual(['new', 'new', 'new']);
    expect(await verifyCli([file], (line) => told.push(line))).toBe(0);
  });
});

/** The same key for the same numbers, in the form of a fresh one. */
function seededKey(seed: number, nth: number): PersonKey {
  const hex = createHash('sha512').update(`${seed} ${nth}`).digest('hex');
  const person = hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const secret = createHash('sha512').update(`secret ${seed} ${nth}`).digest();
  return { person, subject: hex.slice(64, 96), secret };
}

/** Two rows of three, in no order. */
function chosen(seed: number, nth: number): boolean {
  return createHash('sha512').update(`gone ${seed} ${nth}`).digest().readUInt32BE(0) % 3 < 2;
}

/** What a copy of the file holds after the rows of these keys were only deleted there. */
function afterDelete(keys: readonly PersonKey[]): Buffer {
  const copy = join(folder, 'copy.db');
  const source = new DatabaseSync(file);
  source.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  source.close();
  copyFileSync(file, copy);
  const database = new DatabaseSync(copy);
  database.exec('PRAGMA secure_delete = ON');
  const row = database.prepare('DELETE FROM OffboardingKeys WHERE subject = ?');
  for (const { subject } of keys) row.run(subject);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const bytes = readFileSync(copy);
  rmSync(copy);
  return bytes;
}

function asOfVersionOne(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(`DROP INDEX "OffboardingLog subject order"; ALTER TABLE OffboardingLog DROP COLUMN subject;
    DROP TABLE OffboardingKeys; PRAGMA user_version = 1`);
  database.close();
}
