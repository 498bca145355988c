import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '#storage/seal.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { verifyCli } from '#storage/verify-cli.ts';
import { sealed, sealedCase } from './sealed.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offboarding-verify-'));
  file = join(folder, 'log.sqlite');
  const store = await openSqliteStore({ file });
  for (const entry of [...sealedCase('OFF-A', 3), ...sealedCase('OFF-B', 5)]) await store.append(entry);
  const text = '{"archive":true}';
  await store.saveDocument({ id: 'archive', text, hash: sha256(text) });
  const archived = { phase: 'archived', data: { document: 'archive', hash: sha256(text) } };
  await store.append(sealed(archived, { after: sealedCase('OFF-B', 5).at(-1)! }));
  await store.close();
});
afterEach(() => rm(folder, { recursive: true }));

async function verify(...words: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await verifyCli(words, (line) => lines.push(line));
  return { code, lines };
}

/** What somebody does who may write to the file: takes the guards away, then changes what he likes. */
function tamper(sql: string): void {
  const database = new DatabaseSync(file);
  const guards = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of guards) database.exec(`DROP TRIGGER "${String(name)}"`);
  database.exec(sql);
  database.close();
}

describe('npm run log:verify', () => {
  it('finds a sound log sound', async () => {
    expect(await verify(file)).toEqual({ code: 0, lines: ['sound: 2 cases, 9 entries'] });
  });

  it('counts the days of the register beside the cases, not among them', async () => {
    const store = await openSqliteStore({ file });
    for (const day of ['REG-20261123', 'REG-20261124'])
      for (const entry of sealedCase(day, 1)) await store.append(entry);
    await store.close();

    expect((await verify(file)).lines).toEqual(['sound: 2 cases, 2 days of the register, 11 entries']);
    expect(await verify(file, '--case', 'REG-20261123')).toEqual({
      code: 0,
      lines: ['sound: 1 day of the register, 1 entry'],
    });
  });

  it('looks at one case only when asked to', async () => {
    tamper("DELETE FROM OffboardingLog WHERE _id = 'OFF-A#000002'");

    expect(await verify(file, '--case', 'OFF-B')).toEqual({ code: 0, lines: ['sound: 1 case, 6 entries'] });
    expect((await verify('--case', 'OFF-A', file)).code).toBe(1);
  });

  it('tells where each case ends, to be kept elsewhere', async () => {
    const { hash } = sealedCase('OFF-A', 3).at(-1)!;

    expect((await verify(file, '--heads')).lines[0]).toBe(`OFF-A 3 ${hash}`);
  });

  it.each([
    [
      "UPDATE OffboardingLog SET step = 'x' WHERE _id = 'OFF-B#000003'",
      'OFF-B#000003 is changed: field step',
    ],
    [
      `UPDATE OffboardingLog SET "actor.name" = 'Patti Fernandez' WHERE _id = 'OFF-B#000003'`,
      'OFF-B#000003 is changed: field actor.name says "Patti Fernandez", its text says "Alex Wilber"',
    ],
    [
      "UPDATE OffboardingLog SET raw = replace(raw, 'Wilber', 'Wilbur') WHERE _id = 'OFF-B#000003'",
      'OFF-B#000003 is changed: its text',
    ],
    ["UPDATE OffboardingLog SET hash = 'x' WHERE _id = 'OFF-B#000003'", 'OFF-B#000003 is changed: its text'],
    ["DELETE FROM OffboardingLog WHERE _id = 'OFF-B#000003'", 'OFF-B#000003 is missing'],
    [
      `UPDATE OffboardingLog SET _id = 'x' WHERE _id = 'OFF-B#000003';
       UPDATE OffboardingLog SET _id = 'OFF-B#000003' WHERE _id = 'OFF-B#000004';
       UPDATE OffboardingLog SET _id = 'OFF-B#000004' WHERE _id = 'x';`,
      'OFF-B#000003 is swapped: its text is that of OFF-B#000004',
    ],
    [
      `CREATE TEMP TABLE copy AS SELECT * FROM OffboardingLog WHERE _id = 'OFF-B#000003';
       UPDATE copy SET _id = 'OFF-B#000003x'; INSERT INTO OffboardingLog SELECT * FROM copy;`,
      'OFF-B#000003x is inserted',
    ],
    ["UPDATE OffboardingDocuments SET text = '{}'", 'document archive is changed'],
    ['DELETE FROM OffboardingDocuments', 'document archive is missing'],
  ])('finds %s', async (sql, expected) => {
    tamper(sql);
    const { code, lines } = await verify(file);

    expect(code).toBe(1);
    expect(lines[0]).toContain(expected);
    expect(lines.at(-1)).toMatch(/^TAMPERED: 1 of 2 cases, /);
  });

  it('says that it cannot read what is not there, and does not create it', async () => {
    expect((await verify(join(folder, 'other.sqlite'))).code).toBe(2);
    expect(await readdir(folder)).not.toContain('other.sqlite');
  });

  it.each([
    ['something else', 'not a database, only text that is long enough to be read as a header of one'],
    ['an empty file', ''],
  ])('says that it cannot read %s', async (_, content) => {
    await writeFile(join(folder, 'other'), content);
    const { code, lines } = await verify(join(folder, 'other'));

    expect(code).toBe(2);
    expect(lines[0]).toMatch(/^unreadable: /);
  });

  it('says that there is no such case', async () => {
    expect(await verify(file, '--case', 'OFF-NONE')).toEqual({
      code: 2,
      lines: ['unreadable: the log has no case OFF-NONE'],
    });
  });

  it.each([[[]], [['a', 'b']], [['--all', 'a']], [['a', '--case']]])(
    'explains itself when called with %j',
    async (words) => {
      const { code, lines } = await verify(...words);

      expect(code).toBe(3);
      expect(lines[0]).toContain('usage: npm run log:verify');
    },
  );

  it('is a program: its exit code says what it found', () => {
    const program = join(import.meta.dirname, '../../storage/verify-cli.ts');
    const run = () => spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
    expect(run()).toMatchObject({ status: 0, stdout: 'sound: 2 cases, 9 entries\n' });

    tamper("UPDATE OffboardingLog SET hash = 'x' WHERE _id = 'OFF-B#000001'");
    expect(run()).toMatchObject({ status: 1 });
  });
});
