import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reportCli } from '#bot/report/report-cli.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { verifyBundle } from '#storage/proof/verify.ts';
import { driveUntilQuiet, plannedCase } from '#test/set-up/case-world.ts';
import { alex } from '#test/set-up/small-world.ts';
import { type ContosoLog, contosoLog, contosoTemplate, type Template } from './contoso-log.ts';
import { readCsv } from './read-csv.ts';

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

async function report(...words: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const now = () => new Date('2026-11-24T08:00:00.000Z');
  const tell = (line: string) => void lines.push(line);
  const code = await reportCli(words, { environment: { LOG_FILE: contoso.log }, now, tell });
  return { code, lines };
}

function out(name: string): string {
  return join(contoso.folder, name);
}

async function csv(...words: string[]) {
  const { code } = await report(...words, '--as', 'csv', '--out', out('r.csv'));
  return { code, rows: readCsv(await readFile(out('r.csv'), 'utf8')) };
}

describe('npm run report', () => {
  it('tells every change of a case, without a blank, with the three times and the controls', async () => {
    const { code, rows } = await csv(caseId);
    const changes = rows.filter(({ record }) => record === 'change');

    expect(code).toBe(0);
    expect(changes.length).toBeGreaterThan(25);
    for (const row of rows)
      for (const [column, cell] of Object.entries(row)) expect([column, cell]).not.toContain('');
    for (const change of changes) {
      expect(change).toMatchObject({
        case: caseId,
        leaver: 'John Doe',
        sla: 'met',
        chain: 'sound',
        result: 'verified',
      });
      const { requested_at, approved_at, sent_at, accepted_at, observed_at } = change;
      const times = [requested_at, approved_at, sent_at, accepted_at, observed_at];
      expect(times.every((time) => time?.startsWith('2026-11-23T'))).toBe(true);
      expect(times.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(times);
      expect(change['controls']).not.toBe('not known');
    }
  });

  it('says at its end how to check it, and the bundle it names is there and sound', async () => {
    const { rows } = await csv(caseId);
    const checks = new Map(
      rows
        .filter(({ record }) => record === 'check')
        .map(({ what = '' }) => what.split(/: (.*)/s) as [string, string]),
    );
    const bundle = await readFile(out('r.ndjson'));
    const key = /sha256:[0-9a-f]{64}/.exec(checks.get('Signed by') ?? '')![0];

    expect(checks.get('Bundle')).toBe('r.ndjson, beside this file');
    expect(checks.get('Verify')).toContain('verify.ts r.ndjson --checkpoints');
    expect(checks.get('Its SHA-256')).toBe(createHash('sha256').update(bundle).digest('hex'));
    expect(checks.get('Root')).toMatch(/^[0-9a-f]{64}$/);
    expect(checks.get('Covered')).toMatch(/^All \d+ entries\.$/);
    const kept = join(contoso.keys, 'checkpoints.ndjson');
    const lines: string[] = [];
    const words = [out('r.ndjson'), '--checkpoints', kept, '--key', key];
    expect([await verifyBundle(words, (line: string) => void lines.push(line)), lines[0]]).toEqual([
      0,
      expect.anything(),
    ]);
  });

  it('writes the bundle alone as ndjson, of one case or of the whole log', async () => {
    expect(await report(caseId, '--as', 'ndjson', '--out', out('case.ndjson'))).toMatchObject({ code: 0 });
    expect(
      await report('2026-11-01', '2026-11-30', '--as', 'NDJSON', '--out', out('all.ndjson')),
    ).toMatchObject({ code: 0 });

    expect((await readFile(out('case.ndjson'), 'utf8')).split('\n', 1)[0]).toContain(`"scope":"${caseId}"`);
    expect((await readFile(out('all.ndjson'), 'utf8')).split('\n', 1)[0]).toContain('"scope":"all"');
  });

  it('tells the cases opened in a period and no others, also one that is still open', async () => {
    const { rows } = await csv('2026-11-23', '2026-11-23');
    const cases = rows.filter(({ record }) => record === 'case');
    expect(new Map(cases.map(({ leaver, outcome }) => [leaver, outcome]))).toEqual(
      new Map([
        ['John Doe', 'complete, all verified'],
        ['Zoë O’Neil', 'open, as of 2026-11-24T08:00:00.000Z'],
      ]),
    );

    const before = await report('2026-11-01', '2026-11-22', '--as', 'csv', '--out', out('before.csv'));
    expect(before.code).toBe(0);
    const none = readCsv(await readFile(out('before.csv'), 'utf8'));
    expect(none.filter(({ record }) => record !== 'check')).toEqual([]);
  });

  it('says on its face that a case was canceled', async () => {
    const { caseId: other } = await plannedCase(contoso.world, 'joni.sherman@contoso.com');
    await cancelCase(contoso.world, { by: alex, caseId: other });
    await driveUntilQuiet(contoso.world, other);
    const { rows } = await csv(other);

    expect(rows[0]).toMatchObject({ record: 'case', outcome: 'canceled', sla: 'not known' });
  });

  it('says where the log was changed, and ends with 1', async () => {
    contoso.tamper(
      `UPDATE OffboardingLog SET raw = replace(raw, 'Alex', 'Axel') WHERE _id = '${caseId}#000009'`,
    );
    const { code, rows } = await csv(caseId);

    expect(code).toBe(1);
    expect(rows[0]!['chain']).toBe(
      `TAMPERED: ${caseId}#000009 is changed: its text (raw) does not have its hash`,
    );
    expect(rows.find(({ what }) => what?.startsWith('Chain: TAMPERED'))).toBeDefined();
  });

  it('finds that the end of a case was cut off, and that a whole case is gone', async () => {
    contoso.tamper(`DELETE FROM OffboardingLog WHERE "caseId" = '${caseId}' AND seq > 20`);
    const cut = await csv(caseId);
    expect(cut.code).toBe(1);
    expect(cut.rows[0]!['chain']).toMatch(/^TAMPERED: OFF-.* is missing: a signed checkpoint names it$/);

    contoso.tamper(`DELETE FROM OffboardingLog WHERE "caseId" = '${caseId}'`);
    const { code, lines } = await report('2026-11-01', '2026-11-30', '--as', 'csv', '--out', out('gone.csv'));
    expect(code).toBe(1);
    expect(lines).toContain(`TAMPERED: ${caseId} is missing: a signed checkpoint names it`);
    expect(await readFile(out('gone.csv'), 'utf8')).toContain('The case is not in the log any more.');
  });

  it('finds a checkpoint that was changed, and believes none from there on', async () => {
    contoso.tamper(
      `UPDATE OffboardingDocuments SET text = replace(text, '"raw"', '"roh"') WHERE _id LIKE 'checkpoint#%'`,
    );
    const { code, rows } = await csv(caseId);

    expect(code).toBe(1);
    expect(rows[0]!['chain']).toBe('TAMPERED: checkpoint 1 is changed: its text is not that of a checkpoint');
  });

  it('with the key: notes who took it, signs the log, and covers that entry too', async () => {
    await report(caseId, '--as', 'csv', '--out', out('s.csv'), '--sign', contoso.keys);
    const rows = readCsv(await readFile(out('s.csv'), 'utf8'));
    const last = (await contoso.store.readCase(caseId)).at(-1)!;

    expect(last).toMatchObject({
      phase: 'reported',
      actor: { id: 'command-line' },
      data: { form: 'csv', via: 'command-line' },
    });
    expect(last.actor.name).toContain('(command line)');
    expect(rows.find(({ what }) => what === `Covered: All ${last.seq} entries.`)).toBeDefined();

    await report('2026-11-01', '2026-11-30', '--as', 'csv', '--out', out('t.csv'), '--sign', contoso.keys);
    const { entries } = await contoso.store.history({ phases: ['reported'], limit: 10 });
    expect(entries.map(({ data }) => data)).toContainEqual({
      form: 'csv',
      via: 'command-line',
      from: '2026-11-01',
      to: '2026-11-30',
    });
  });

  it('makes no new key where it is told to sign and there is none', async () => {
    const words = [caseId, '--as', 'csv', '--out', out('s.csv'), '--sign', contoso.folder];
    const { code, lines } = await report(...words);

    expect(code).toBe(2);
    expect(lines[0]).toMatch(/^not written: there is no key\.pem in /);
    expect(await readdir(contoso.folder)).not.toContain('key.pem');
  });

  it('says what no checkpoint covers yet', async () => {
    const planned = await plannedCase(contoso.world, 'diegos');
    await cancelCase(contoso.world, { by: alex, caseId: planned.caseId });
    const { rows, code } = await csv(planned.caseId);

    expect(code).toBe(0);
    expect(
      rows.find(
        ({ what }) => what === 'Covered: No entry of this case is covered by a signed checkpoint yet.',
      ),
    ).toBeDefined();
    expect(rows.find(({ what }) => what?.startsWith('Bundle: None belongs to this report.'))).toBeDefined();
  });

  it('says that there is no such case', async () => {
    expect(await report('OFF-ZZZZZ')).toEqual({
      code: 2,
      lines: ['not written: the log has no case OFF-ZZZZZ'],
    });
  });

  it('never writes over a file', async () => {
    await writeFile(out('r.csv'), 'mine');
    const { code, lines } = await report(caseId, '--as', 'csv', '--out', out('r.csv'));

    const words = (name: string) =>
      `not written: there is a file ${out(name)} already, and it stays as it is: choose another name with --out`;
    expect([code, lines]).toEqual([2, [words('r.csv')]]);
    expect(await readFile(out('r.csv'), 'utf8')).toBe('mine');

    await writeFile(out('s.ndjson'), 'mine too');
    const bundle = await report(caseId, '--as', 'ndjson', '--out', out('s.ndjson'));
    const both = await report(caseId, '--as', 'csv', '--out', out('s.csv'));
    expect([bundle.lines, both.lines]).toEqual([[words('s.ndjson')], [words('s.ndjson')]]);
    expect(await readFile(out('s.ndjson'), 'utf8')).toBe('mine too');
    expect(await readdir(contoso.folder)).not.toContain('s.csv');
  });

  it('is a program', () => {
    const program = join(import.meta.dirname, '../../../bot/report/report-cli.ts');
    const words = [program, caseId, '--as', 'csv', '--out', out('p.csv'), '--log', contoso.log];
    const run = spawnSync(process.execPath, words, { encoding: 'utf8' });

    expect(run).toMatchObject({
      status: 0,
      stdout: `written: ${out('p.csv')}\nwritten: ${out('p.ndjson')}\n`,
    });
  });
});
