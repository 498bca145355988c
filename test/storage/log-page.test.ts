import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { eventData } from '#bot/workflow/case/events.ts';
import { copiedFields } from '#storage/copies.ts';
import { body, results } from '#storage/entry.ts';
import { logIndexes } from '#storage/mongo/indexes.ts';
import { historyIndexes } from '#storage/sqlite/tables.ts';

/** What a JSON schema says of the members of an object. */
interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly anyOf?: readonly Shape[];
}

const page = readFileSync(join(import.meta.dirname, '../../docs/log.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));
const rowOf = (name: string) => rows.find((row) => row.startsWith(`| \`${name}\` |`)) ?? `no row for ${name}`;

const shapeOf = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: 'any' }) as Shape;

function paths(shape: Shape, before = ''): string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, inner]) =>
    inner.properties === undefined ? [`${before}${name}`] : paths(inner, `${before}${name}.`),
  );
}

const fields = paths(shapeOf(body));

it.each(fields)('the page of the log explains the field %s', (field) => {
  expect(rowOf(field)).toMatch(/^\| `\S+` \| (copy)? ?\| \S.* \| `\S.* \|$/);
});

it.each(['_id', 'raw', 'hash'])('the page of the log explains what stands around the fields: %s', (field) => {
  expect(rowOf(field)).toContain('`');
});

it('the page of the log marks as copies what is copied, and nothing else', () => {
  const marked = rows.filter((row) => row.includes('` | copy | ')).map((row) => row.split('`')[1]);

  expect(new Set(marked)).toEqual(new Set(copiedFields));
});

it.each(Object.entries(eventData))(
  'the page of the log explains the phase %s and its data',
  (phase, schema) => {
    const row = rowOf(phase);

    for (const field of Object.keys(shapeOf(schema).properties ?? {})) expect(row).toContain(`\`${field}\``);
    expect(row).toMatch(/^\| `\S+` \| \S/);
  },
);

it.each(results)('the page of the log explains the result %s', (result) => {
  expect(rowOf('result')).toContain(`\`${result}\``);
});

it('the page of the log shows administrators every index', () => {
  for (const { key, name } of logIndexes) {
    const fields = Object.entries(key).map(([field, way]) => `"${field}": ${way}`);
    expect(page).toContain(`db.OffboardingLog.createIndex({ ${fields.join(', ')} }, { name: "${name}" })`);
  }
});

it('both stores answer the same questions from an index', () => {
  const inMongo = logIndexes.map(({ key }) => Object.keys(key).join(' '));
  const inSqlite = historyIndexes.map((fields) => fields.concat('order').join(' '));

  expect(inMongo).toEqual(inSqlite);
});
