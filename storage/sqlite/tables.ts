import { copiedFields } from '../copies.ts';

/** Version of the tables below, kept in `user_version`. */
export const tablesVersion = 2;

export const quoted = (name: string) => `"${name}"`;

export const logColumns = ['_id', ...copiedFields, 'raw', 'hash'] as const;

const needed: ReadonlySet<string> = new Set([
  'tenant',
  'caseId',
  'seq',
  'at',
  'phase',
  'actor.id',
  'actor.name',
  'prev',
  'order',
]);

const copyColumns = copiedFields.map(
  (field) =>
    `${quoted(field)} ${field === 'seq' ? 'INTEGER' : 'TEXT'}${needed.has(field) ? ' NOT NULL' : ''}`,
);

/** Questions of the history, each answered from one index, newest first. */
export const historyIndexes: readonly (readonly string[])[] = [
  [],
  ['caseId'],
  ['leaver.id'],
  ['subject'],
  ['actor.id'],
  ['action'],
  ['step'],
  ['result'],
  ['phase'],
] as const;

/** Name of the index that leads from these fields to the order, quoted. */
export function historyIndex(fields: readonly string[]): string {
  return quoted(`OffboardingLog ${[...fields, 'order'].join(' ')}`);
}

/** Leavers' keys, under whatever name. The only table but the cache from which something may go. */
export const keyTable = (name: string): string => `CREATE TABLE IF NOT EXISTS ${name} (
    _id TEXT NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    secret BLOB NOT NULL
  ) STRICT`;

export const createKeyIndex =
  'CREATE INDEX IF NOT EXISTS "OffboardingKeys subject" ON OffboardingKeys (subject)';

/** What a file of the version before lacks, and the statements below do not bring. */
export const fromVersionOne = 'ALTER TABLE OffboardingLog ADD COLUMN "subject" TEXT';

/** Safe to run on a file that has them already. */
export const createTables = [
  `CREATE TABLE IF NOT EXISTS OffboardingLog (
    _id TEXT NOT NULL PRIMARY KEY,
    ${copyColumns.join(',\n    ')},
    raw TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT`,
  ...historyIndexes.map((fields) => {
    const columns = [...fields, 'order'].map(quoted).join(', ');
    return `CREATE INDEX IF NOT EXISTS ${historyIndex(fields)} ON OffboardingLog (${columns})`;
  }),
  `CREATE TABLE IF NOT EXISTS OffboardingDocuments (
    _id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS OffboardingCache (
    _id TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT`,
  keyTable('OffboardingKeys'),
  createKeyIndex,
  ...['OffboardingLog', 'OffboardingDocuments'].flatMap(writtenOnce),
  `PRAGMA user_version = ${tablesVersion}`,
].join(';\n');

function writtenOnce(table: string): readonly string[] {
  const refuse = `SELECT RAISE(ABORT, '${table} is written once: nothing in it is changed or deleted')`;
  return [
    `CREATE TRIGGER IF NOT EXISTS "${table} no update" BEFORE UPDATE ON ${table} BEGIN ${refuse}; END`,
    `CREATE TRIGGER IF NOT EXISTS "${table} no delete" BEFORE DELETE ON ${table} BEGIN ${refuse}; END`,
    // INSERT OR REPLACE deletes the old row without asking the trigger above.
    `CREATE TRIGGER IF NOT EXISTS "${table} no replace" BEFORE INSERT ON ${table}
      WHEN EXISTS (SELECT 1 FROM ${table} WHERE _id = NEW._id) BEGIN ${refuse}; END`,
  ];
}
