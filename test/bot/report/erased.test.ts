import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCaseReport } from '#bot/report/case-report.ts';
import { noteReport } from '#bot/report/note-report.ts';
import { readCoverage } from '#bot/report/coverage.ts';
import { caseDocument } from '#bot/report/pdf/case-document.ts';
import { periodDocument } from '#bot/report/pdf/period-document.ts';
import { PeriodSums } from '#bot/report/period-summary.ts';
import { casesOfPeriod, newTally } from '#bot/report/period.ts';
import { reportCli } from '#bot/report/report-cli.ts';
import { placeHold } from '#bot/workflow/erase/legal-hold.ts';
import { openSource } from '#storage/open-source.ts';
import { verifyBundle } from '#storage/proof/verify.ts';
import { erasedCase } from '#test/set-up/erasing.ts';
import { isaiah } from '#test/set-up/small-world.ts';
import { clearText } from '#test/storage/sealed.ts';
import { type ContosoLog, contosoLog, contosoTemplate, type Template } from './contoso-log.ts';
import { readCsv } from './read-csv.ts';
import { wordsOf } from './words-of.ts';

let template: Template;
let contoso: ContosoLog;
let caseId: string;

beforeAll(async () => {
  template = await contosoTemplate();
  ({ caseId } = template);
});
afterAll(() => template.stop());
beforeEach(async () => {
  contoso = await contosoLog(template);
});
afterEach(() => contoso.stop());

const made = '2026-11-24T08:00:00.000Z';
const head = { made, takenBy: 'Adele Vance', version: '0.1.0' };
const out = (name: string) => join(contoso.folder, name);

async function csv(...words: string[]) {
  const lines: string[] = [];
  const world = { environment: { LOG_FILE: contoso.log }, now: () => new Date(made) };
  const all = [...words, '--as', 'csv', '--out', out('r.csv')];
  const code = await reportCli(all, { ...world, tell: (line) => void lines.push(line) });
  return { code, lines, rows: readCsv(await readFile(out('r.csv'), 'utf8')) };
}

/** The words of the case's report for people. */
async function pages(): Promise<string> {
  const source = await openSource(contoso.log);
  try {
    const question = { caseId, head, targetMinutes: 240, bundleAt: 'attached to this file' };
    return wordsOf(caseDocument(await readCaseReport(source, question)));
  } finally {
    await source.close();
  }
}

/** The words of a period's report for people. */
async function periodPages(): Promise<string> {
  const days = { from: '2026-11-01', to: '2026-11-30' };
  const source = await openSource(contoso.log);
  try {
    const coverage = await readCoverage(source);
    const [tally, sums] = [newTally(), new PeriodSums('seed')];
    const question = { ...days, asOf: made, targetMinutes: 240, coverage };
    for await (const told of casesOfPeriod(source, question, tally)) sums.add(told);
    const rest = { coverage, targetMinutes: 240, seed: 'seed', withoutReader: false };
    return wordsOf(periodDocument({ head, ...days, summary: sums.summary(), tally, ...rest }));
  } finally {
    await source.close();
  }
}

async function erase(): Promise<void> {
  await erasedCase({ ...contoso.world, retention: { years: 0 } }, caseId);
  await contoso.checkpointer.signNow();
}

/** Somebody who may write to the file takes the key away, and the log does not know. */
const loseKeys = () => contoso.tamper('DELETE FROM OffboardingKeys');

describe('a report of a case whose entries are sealed', () => {
  it('tells what no field of the database says in the clear', async () => {
    const { entries } = await contoso.store.history({ caseId, limit: 1000 });
    const { rows } = await csv(caseId);

    expect(entries.map(clearText).join()).not.toMatch(/John|jdoe/);
    expect(rows[0]).toMatchObject({ leaver: 'John Doe', leaver_upn: 'jdoe@contoso.com', sla: 'met' });
    expect(rows.filter(({ record }) => record === 'change').length).toBeGreaterThan(25);
  });

  it('is TAMPERED where a key does not open what is sealed, and no further than there', async () => {
    contoso.tamper('UPDATE OffboardingKeys SET secret = randomblob(64)');
    const { code, lines } = await csv('2026-11-01', '2026-11-30');

    expect(code).toBe(1);
    expect(lines).toContain(
      `TAMPERED: ${caseId}#000001 is changed: what is sealed in it does not open with its key`,
    );
  });

  it('names a legal hold, and who placed it and why', async () => {
    await placeHold(contoso.world, { by: isaiah, caseId, reason: 'A lawsuit' });

    expect(await pages()).toMatch(/Legal holds and erasures.*Legal hold placed\nA lawsuit\nIsaiah Langer/s);
  });
});

describe('a report of a case that is erased', () => {
  it('says so in every place where the person was, and leaves none blank', async () => {
    await erase();
    const { code, rows } = await csv(caseId);
    const [row] = rows;

    expect(code).toBe(0);
    expect(row).toMatchObject({
      record: 'case',
      leaver: '[erased]',
      leaver_upn: '[erased]',
      leaver_id: '[erased]',
      opened_by: 'Alex Wilber',
      outcome: 'complete, all verified',
      closed_by: 'Alex Wilber',
      sla: 'erased',
      sla_minutes: '[erased]',
      access_ended_at: '[erased]',
      what: '[erased]',
      chain: 'sound',
    });
    expect(row!['reason']).toMatch(/^Asked by Alex Wilber, confirmed by Isaiah Langer on .* GDPR Article 17/);
    expect(JSON.stringify(rows)).not.toMatch(/not known|John|jdoe/i);
    for (const cell of Object.values(row!)) expect(cell).not.toBe('');
  });

  it('keeps for people who did what kind of act, who approved it, and by whose word it is erased', async () => {
    await erase();
    const told = await pages();

    expect(told).toContain('Erased: whom it was about can be read by nobody');
    expect(told).toMatch(/complete, all verified, on [\d: -]+ UTC, in the name of Alex Wilber\./);
    expect(told).toMatch(/entra\.block-sign-in: verified/);
    expect(told).toMatch(/approved\nMegan Bowen\nanother than who asked\n\[erased\]/);
    expect(told).toMatch(/Legal holds and erasures.*Erasure confirmed\nGDPR Article 17/s);
    expect(told).not.toMatch(/John|jdoe|no account in Active Directory|none in the directory/i);
  });

  it('still says who took a report of it before', async () => {
    const by = { id: 'adele', name: 'Adele Vance' };
    await noteReport(contoso.world, { by, subject: { caseId }, form: 'csv', via: 'chat' });
    await erase();

    expect(await pages()).toMatch(/Reports taken of this case.*csv, chat\n.*Adele Vance/s);
  });

  it('rests on a bundle that is sound, and holds no key', async () => {
    await erase();
    const { rows } = await csv(caseId);
    const key = /sha256:[0-9a-f]{64}/.exec(JSON.stringify(rows))![0];
    const kept = join(contoso.keys, 'checkpoints.ndjson');
    const lines: string[] = [];
    const code = await verifyBundle([out('r.ndjson'), '--checkpoints', kept, '--key', key], (line) =>
      lines.push(line),
    );

    expect([code, lines[0]]).toEqual([0, expect.stringMatching(/^sound/)]);
    expect(await readFile(out('r.ndjson'), 'utf8')).not.toContain('"kind":"key"');
  });

  it('is in no figure of a period but the one that says how many are erased', async () => {
    await erase();
    const { code, rows } = await csv('2026-11-01', '2026-11-30');
    const cases = rows.filter(({ record }) => record === 'case').map(({ leaver, sla }) => [leaver, sla]);

    expect(code).toBe(0);
    expect(cases).toContainEqual(['[erased]', 'erased']);
    expect(cases.map(([leaver]) => leaver)).toContain('Zoë O’Neil');
  });

  it('still says where somebody changed an entry', async () => {
    await erase();
    contoso.tamper(
      `UPDATE OffboardingLog SET raw = replace(raw, 'Alex', 'Axel') WHERE _id = '${caseId}#000005'`,
    );
    const { code, lines } = await csv(caseId);

    expect(code).toBe(1);
    expect(lines.join()).toContain(`TAMPERED: ${caseId}#000005`);
  });
});

describe('a report of a case whose key is gone without a word', () => {
  it('calls it unreadable, and not erased', async () => {
    loseKeys();
    const { rows } = await csv(caseId);
    const told = await pages();

    expect(rows[0]).toMatchObject({ leaver: '[unreadable]', sla: 'unreadable' });
    expect(rows[0]!['reason']).toContain('the log does not say that anybody asked for that');
    expect(told).toContain('Unreadable: the key is gone');
    expect(told).toContain('Unreadable. What was changed');
    expect(told).not.toMatch(/\[erased\]|Erased[.:]|is erased/);
  });

  it('counts it in a period as unreadable, and not as erased', async () => {
    loseKeys();
    const { rows } = await csv('2026-11-01', '2026-11-30');
    const cases = rows.filter(({ record }) => record === 'case').map(({ leaver, sla }) => [leaver, sla]);

    expect(cases).toEqual([
      ['[unreadable]', 'unreadable'],
      ['[unreadable]', 'unreadable'],
    ]);
    expect(await periodPages()).toMatch(
      /Of 2 unreadable cases the key is gone.*2 unreadable: their changes/s,
    );
    expect(await periodPages()).not.toMatch(/\d erased|\[erased\]/);
  });
});
