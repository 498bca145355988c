import { inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadCase, readCaseReport } from '#bot/report/case-report.ts';
import { grid, cell } from '#bot/report/pdf/blocks.ts';
import { caseDocument } from '#bot/report/pdf/case-document.ts';
import { renderPdf } from '#bot/report/pdf/render-pdf.ts';
import { words } from '#bot/report/pdf/words.ts';
import type { Evidence } from '#bot/report/evidence.ts';
import { openSource } from '#storage/open-source.ts';
import { anyText, hostileTexts } from '#test/set-up/hostile-texts.ts';
import { type ContosoLog, contosoLog, contosoTemplate, type Template } from './contoso-log.ts';
import { wordsOf } from './words-of.ts';

let template: Template;
let contoso: ContosoLog;
let read: ReadCase;

const head = { made: '2026-11-24T08:00:00.000Z', takenBy: 'Adele Vance', version: '0.1.0' };

const canceled = {
  by: { id: 'alex', name: 'Alex Wilber' },
  at: '2026-11-24T07:00:00.000Z',
  why: 'Canceled by Alex Wilber.',
  byThemselves: true,
};

beforeAll(async () => {
  template = await contosoTemplate();
  contoso = await contosoLog(template);
  read = await readIt();
});
afterAll(async () => {
  await contoso.stop();
  await template.stop();
});

async function readIt(): Promise<ReadCase> {
  const source = await openSource(contoso.log);
  try {
    const question = { caseId: template.caseId, head, targetMinutes: 240, bundleAt: 'attached to this file' };
    return await readCaseReport(source, question);
  } finally {
    await source.close();
  }
}

function wordsIf(change: Partial<Evidence>, proof: Partial<ReadCase['report']['proof']> = {}): string {
  const { report } = read;
  const evidence = { ...report.evidence, ...change };
  return wordsOf(
    caseDocument({ ...read, report: { ...report, evidence, proof: { ...report.proof, ...proof } } }),
  );
}

/** Every stream of a PDF, unpacked: enough to find what is attached. */
function streamsIn(pdf: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('\nendstream', at);
    try {
      found.push(inflateSync(pdf.subarray(at + 'stream\n'.length, end)));
    } catch {
      // Not a packed one.
    }
  }
  return found;
}

describe('the report of a case for people', () => {
  it('says on its first page who, what came of it, when access ended, and what vouches for it', () => {
    const { evidence, proof } = read.report;
    const [first = ''] = wordsIf({}).split('Who approved what');

    for (const part of [
      'John Doe',
      'Complete: access removed and read back',
      'Target for the end of access. Met:',
      'Requested',
      'Accepted',
      'Observed',
      proof.checkpoint!.root,
      proof.checkpoint!.keys[0]!,
      proof.head.hash,
      read.report.bundle!.sha256,
      evidence.entries.last,
    ]) {
      expect(first).toContain(part);
    }
  });

  it('names every change with its approver, its controls and the entry that proves it', () => {
    const text = wordsIf({});
    for (const { what, controls, proof } of read.report.evidence.changes) {
      expect(text).toContain(what.slice(0, 40));
      expect(text).toContain(`Controls: ${controls.join(', ')}`);
      expect(text).toContain(proof!.entry);
    }
    expect(text).toContain('What this report does not know');
    expect(text).toContain('How to check this report');
  });

  it('never calls complete what was changed afterwards: TAMPERED stands on the first page, and where', () => {
    const fault = { where: 'OFF-Q4YN8#000009', how: 'is missing' };
    const text = wordsIf({}, { fault });

    expect(text.split('When access ended')[0]).toContain(
      'TAMPERED: the log was changed\nOFF-Q4YN8#000009 is missing.',
    );
    expect(text).not.toContain('Complete: access removed');
  });

  it.each([
    ['open', { outcome: null, status: 'working' }, 'OPEN, as of 2026-11-24 08:00:00 UTC'],
    [
      'canceled',
      { outcome: 'canceled', ended: canceled },
      'Alex Wilber ended the case on 2026-11-24 07:00:00 UTC.',
    ],
    ['undone', { outcome: 'undone' }, 'the person may have access'],
    ['a dry run', { outcome: 'dry-run', dryRun: true }, 'nothing was changed'],
    ['closed with open points', { outcome: 'incomplete' }, 'did not come to its end'],
  ] as const)('says on its face that the case is %s', (_, change, said) => {
    const [face] = wordsIf(change).split('When access ended');

    expect(face).toContain(said);
    expect(face).not.toContain('Complete');
  });

  it('is the same bytes for the same log and time, with the bundle inside as it was', async () => {
    const first = await renderPdf(caseDocument(read));
    const again = await renderPdf(caseDocument(await readIt()));

    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(again.equals(first)).toBe(true);
    expect(streamsIn(first).some((stream) => stream.equals(read.bundle!))).toBe(true);
  });
});

describe('any name', () => {
  it('can be printed, whatever it is made of and however long', async () => {
    const made = fc.sample(anyText, { numRuns: 150, seed: 7 });
    const texts = [
      ...hostileTexts,
      ...made,
      'W'.repeat(2000),
      '渡辺 美咲',
      'محمد علي',
      'שרה כהן',
      '👩‍💻 Zoë',
      'กขค',
      'हिन्दी',
    ];
    const columns = [
      { title: 'Name', width: 60 },
      { title: 'Again', width: '*' },
    ] as const;
    const table = grid(
      columns,
      texts.map((text) => [cell(text, text), cell(text)]),
      '',
    );
    const name = texts.find((text) => text.length > 100) ?? '';
    const pdf = await renderPdf({
      title: name,
      subject: name,
      alarm: name,
      head,
      content: [table],
      attachment: null,
    });

    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is not lost where no font has it, and cannot turn its neighbours around', () => {
    expect(wordsOf(words('a\u{10ffff}b'))).toBe('a[U+10FFFF]b');
    expect(wordsOf(words('pay\u202eelohw\u202c'))).toBe('payelohw');
    expect(wordsOf(words('渡辺 Zoë'))).toBe('渡辺 Zoë');
  });

  it('breaks inside when it is longer than a column', () => {
    expect(JSON.stringify(words(`x ${'W'.repeat(60)}`))).toContain('"wordBreak":"break-all"');
    expect(JSON.stringify(words('short words only'))).not.toContain('wordBreak');
  });
});
