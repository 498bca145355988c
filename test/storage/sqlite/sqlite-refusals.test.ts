import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PositionTaken, StoreDown, WriteUnknown } from '#storage/log-store.ts';
import { sha256 } from '#storage/seal.ts';
import { openSqliteSource } from '#storage/sqlite/open-sqlite-source.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { isConstraint, refusing, refusingWrite } from '#storage/sqlite/sqlite-error.ts';
import { sealed, sealedCase } from '../sealed.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offboarding-refusals-'));
  file = join(folder, 'log.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

const document = { id: 'archive', text: '{}', hash: sha256('{}') };
async function written(): Promise<void> {
  const store = await openSqliteStore({ file });
  for (const entry of [...sealedCase('OFF-A', 2), ...sealedCase('OFF-AB', 1)]) await store.append(entry);
  await store.saveDocument(document);
  await store.close();
}
const codeOf = (errcode: unknown) => Object.assign(new Error('SQLite said so'), { errcode });
function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
const raise = (error: unknown) => () => {
  throw error;
};

describe('what SQLite says against something', () => {
  it.each([
    [13, 'The log file does not answer: the disk is full'],
    [13 + 256 * 4, 'The log file does not answer: the disk is full'],
    [77, 'The log file does not answer: SQLite said so'],
    [undefined, 'The log file does not answer: SQLite said so'],
    ['13', 'The log file does not answer: SQLite said so'],
  ])('with code %s means that the log is down, and why', (code, message) => {
    const cause = codeOf(code);
    const error = thrown(() => refusing('answer', raise(cause)));

    expect(error).toBeInstanceOf(StoreDown);
    expect(error).toMatchObject({ message, cause });
  });

  it('is said also when it is no error at all', () => {
    expect(thrown(() => refusing('answer', raise(null)))).toMatchObject({
      message: 'The log file does not answer: null',
    });
  });

  it('leaves it open whether a write arrived, when it is the disk that failed', () => {
    const cause = codeOf(10 + 256 * 3);
    const error = thrown(() => refusingWrite('take the entry', raise(cause)));

    expect(error).toBeInstanceOf(WriteUnknown);
    expect(error).toMatchObject({
      message: 'The log file does not take the entry: the disk fails to read or write',
      cause,
    });
    expect(thrown(() => refusingWrite('take the entry', raise(codeOf(13))))).not.toBeInstanceOf(WriteUnknown);
    expect(thrown(() => refusing('answer', raise(codeOf(10))))).not.toBeInstanceOf(WriteUnknown);
  });

  it('is passed on when it was said before', () => {
    const down = new StoreDown('full');

    expect(thrown(() => refusing('answer', raise(down)))).toBe(down);
  });

  it('is about a position that is taken only when it says so', () => {
    const constraint = thrown(() => refusing('x', raise(codeOf(19))));

    expect(isConstraint(constraint)).toBe(true);
    expect(isConstraint(thrown(() => refusing('x', raise(codeOf(13)))))).toBe(false);
    expect(isConstraint(new StoreDown('full'))).toBe(false);
    expect(isConstraint({ cause: codeOf(19) })).toBe(false);
  });
});

describe('a log in a file', () => {
  it('names what is taken already', async () => {
    await written();
    const store = await openSqliteStore({ file });
    const other = sealed({ reason: 'other' }, { caseId: 'OFF-A' });

    await expect(store.append(other)).rejects.toThrow(new PositionTaken('OFF-A#000001 is taken'));
    await expect(store.saveDocument({ ...document, text: '[]' })).rejects.toThrow(
      new PositionTaken('the document archive is written already'),
    );
    await store.close();
  });

  it('says of each thing that it cannot do it any more once it is closed', async () => {
    const store = await openSqliteStore({ file });
    await store.close();
    await store.close();
    const says = (work: Promise<unknown>, what: string) =>
      expect(work).rejects.toThrow(`The log file does not ${what}: `);

    await says(store.append(sealed({})), 'take the entry');
    await says(store.readCase('OFF-A'), 'answer');
    await says(store.history({ limit: 1 }), 'answer');
    await says(store.saveDocument(document), 'take the document');
    await says(store.readDocument('archive'), 'answer');
    await says(store.cache.get('x'), 'answer');
    await says(store.listOpen(), 'answer');
    await says(store.cache.put('x', 'y'), 'take a note');
    await says(store.cache.delete('x'), 'let a note go');
  });

  it('is written beside the log first, so that readers wait for nobody', async () => {
    await written();
    const database = new DatabaseSync(file);

    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
  });

  it('in memory leaves no file behind', async () => {
    await (await openSqliteStore({ file: ':memory:' })).close();

    expect(existsSync(':memory:')).toBe(false);
  });
});

describe('a log that is only read', () => {
  const ids = async (caseId?: string) => {
    const source = await openSqliteSource(file);
    const found: unknown[] = [];
    for await (const { _id } of source.entries(caseId)) found.push(_id);
    await source.close();
    return found;
  };

  it('shows all entries, or those of one case and none of one whose id begins the same', async () => {
    await written();

    expect(await ids()).toEqual(['OFF-A#000001', 'OFF-A#000002', 'OFF-AB#000001']);
    expect(await ids('OFF-A')).toEqual(['OFF-A#000001', 'OFF-A#000002']);
  });

  it('shows a document with its hash, or that there is none', async () => {
    await written();
    const source = await openSqliteSource(file);

    expect(await source.document('archive')).toEqual({ text: '{}', hash: document.hash });
    expect(await source.document('other')).toBeNull();
    await source.close();
  });

  it('answers nothing once it is closed', async () => {
    await written();
    const source = await openSqliteSource(file);
    await source.close();
    await source.close();

    await expect(source.document('archive')).rejects.toThrow('The log file does not answer');
    await expect(source.entries()[Symbol.asyncIterator]().next()).rejects.toThrow(
      'The log file does not answer',
    );
  });

  it('is not made by looking for it', async () => {
    await expect(openSqliteSource(file)).rejects.toThrow(`The log file does not open (${file})`);
    expect(existsSync(file)).toBe(false);
  });

  it('is not taken for one when it is another database', async () => {
    new DatabaseSync(file).close();

    await expect(openSqliteSource(file)).rejects.toThrow(
      new StoreDown(`${file} is not an offboarding log of this version`),
    );
  });
});
