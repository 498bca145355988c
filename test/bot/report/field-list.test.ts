import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { readCaseReport } from '#bot/report/case-report.ts';
import { readCoverage } from '#bot/report/coverage.ts';
import { csvHead } from '#bot/report/csv-report.ts';
import { notKnown } from '#bot/report/not-known.ts';
import { caseDocument } from '#bot/report/pdf/case-document.ts';
import { periodDocument } from '#bot/report/pdf/period-document.ts';
import { PeriodSums } from '#bot/report/period-summary.ts';
import { casesOfPeriod, newTally } from '#bot/report/period.ts';
import { eventData } from '#bot/workflow/case/events.ts';
import { body } from '#storage/entry.ts';
import { openSource } from '#storage/open-source.ts';
import { type ContosoLog, contosoLog, contosoTemplate, type Template } from './contoso-log.ts';
import { wordsOf } from './words-of.ts';

/** A row of the table in docs/report.md: where a field is, or why it is nowhere. */
interface Row {
  readonly field: string;
  readonly pdf: string;
  readonly csv: string;
  readonly bundle: string;
  readonly unknown: string;
}

let template: Template;
let contoso: ContosoLog;
let rows: readonly Row[];
let casePages: string;
let periodPages: string;

beforeAll(async () => {
  template = await contosoTemplate();
  contoso = await contosoLog(template);
  rows = await rowsInDocs();
  [casePages, periodPages] = await pagesOf(template.caseId);
});
afterAll(async () => {
  await contoso.stop();
  await template.stop();
});

async function rowsInDocs(): Promise<readonly Row[]> {
  const page = await readFile(join(import.meta.dirname, '../../../docs/report.md'), 'utf8');
  const [, part = ''] = page.split('## Field by field');
  const lines = part
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) => {
    const [, field = '', pdf = '', csv = '', bundle = '', unknown = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    return { field, pdf, csv, bundle, unknown };
  });
}

async function pagesOf(caseId: string): Promise<[string, string]> {
  const head = { made: '2026-12-31T00:00:00.000Z', takenBy: 'Adele Vance', version: '0.1.0' };
  const source = await openSource(contoso.log);
  try {
    const rules = { head, targetMinutes: 240 };
    const read = await readCaseReport(source, { caseId, ...rules, bundleAt: 'attached to this file' });
    const coverage = await readCoverage(source);
    const days = { from: '2026-11-01', to: '2026-11-30' };
    const [tally, sums] = [newTally(), new PeriodSums('seed')];
    const question = { ...days, asOf: head.made, targetMinutes: 240, coverage };
    for await (const told of casesOfPeriod(source, question, tally)) sums.add(told);
    const rest = { coverage, seed: 'seed', withoutReader: false, ...rules };
    const period = periodDocument({ ...days, summary: sums.summary(), tally, ...rest });
    return [wordsOf(caseDocument(read)), wordsOf(period)];
  } finally {
    await source.close();
  }
}

const codesIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

/** Whether the phase carries such a field, or each entry does. */
function isInBundle(name: string): boolean {
  const [phase = '', field = ''] = name.split('.');
  if (phase === 'entry') return Object.hasOwn(body.shape, field);
  if (!Object.hasOwn(eventData, phase)) return false;
  return Object.hasOwn((eventData[phase as keyof typeof eventData] as z.ZodObject).shape ?? {}, field);
}

describe('the list of fields in docs/report.md', () => {
  it('says of every field where it is, or that the log does not know it', () => {
    expect(rows.length).toBeGreaterThan(25);
    const nowhere = rows.filter(({ pdf, csv, bundle, unknown }) => pdf + csv + bundle + unknown === '');

    expect(nowhere).toEqual([]);
  });

  it('names only words that stand in the reports for people', () => {
    const missing = rows.flatMap(({ field, pdf }) =>
      [...pdf.matchAll(/(P )?“([^”]+)”/g)]
        .filter(([, ofPeriod, words]) => !(ofPeriod ? periodPages : casePages).includes(words!))
        .map(([words]) => `${field}: ${words}`),
    );

    expect(missing).toEqual([]);
  });

  it('names every column of the CSV, and no other', () => {
    const records = new Set(['case', 'change', 'check']);
    const named = rows.flatMap(({ field, csv }) =>
      codesIn(csv.replace(/\(`\w+`\)/g, '')).map((code) => [field, code]),
    );
    const columns = csvHead().trim().split(',');

    expect(new Set(named.map(([, column]) => column))).toEqual(new Set(columns));
    for (const { csv } of rows)
      for (const [, record] of csv.matchAll(/\(`(\w+)`\)/g)) expect(records.has(record!)).toBe(true);
  });

  it('names only fields that entries have', () => {
    const wrong = rows.flatMap(({ bundle }) => codesIn(bundle).filter((name) => !isInBundle(name)));

    expect(wrong).toEqual([]);
  });

  it('names everything the reports call not known, and nothing else', () => {
    const named = rows.map(({ unknown }) => unknown).filter((words) => words !== '');

    expect(named.toSorted()).toEqual(notKnown.map(({ field }) => field).toSorted());
  });
});
