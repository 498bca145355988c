import { basename } from 'node:path';
import type { Fault } from '#storage/check-entry.ts';
import type { LogSource } from '#storage/log-source.ts';
import { openSource } from '#storage/open-source.ts';
import { writeBundle } from '#storage/proof/write-bundle.ts';
import { NoReport, readCaseReport } from './case-report.ts';
import { type Coverage, readCoverage } from './coverage.ts';
import { csvHead, csvOfCase, csvOfChecks, csvOfUntold } from './csv-report.ts';
import { aboutCaseReport, aboutReport, howToCheckCase, howToCheckPeriod } from './how-to-check.ts';
import { caseDocument } from './pdf/case-document.ts';
import { periodDocument } from './pdf/period-document.ts';
import { PeriodSums } from './period-summary.ts';
import { renderPdf } from './pdf/render-pdf.ts';
import { casesOfPeriod, newTally, type PeriodQuestion, type PeriodTally } from './period.ts';
import { type Form, type Subject, subjectWords } from './report-order.ts';
import type { ReportHead } from './report-parts.ts';
import { chainWords } from './told.ts';
import { mustBeNew, writeNew } from './write-new.ts';

/** A report to be made. Plain data: it goes to another thread. */
export interface ReportOrder {
  /** The log: its file or its MongoDB connection string. */
  readonly log: string;
  readonly subject: Subject;
  readonly form: Form;
  /** The file to be written, never over another one. */
  readonly to: string;
  readonly head: ReportHead;
  readonly targetMinutes: number;
  /** Object id of whoever reads: a case about them is no part of a period. */
  readonly reader?: string;
  /** Only the report itself is handed on; how somebody gets its bundle. Left out, the bundle lies beside it. */
  readonly bundleFrom?: string;
  /** Draws the sample of a period; the root of the newest checkpoint when left out. */
  readonly seed?: string;
}

export interface Written {
  readonly files: readonly string[];
  /** Everything that is wrong with the log, as far as it was looked at. */
  readonly faults: readonly Fault[];
}

/** Reads the log and writes the report. @throws NoReport, StoreDown; Error when the file is there */
export async function makeReport(order: ReportOrder): Promise<Written> {
  const source = await openSource(order.log);
  try {
    const { subject } = order;
    return 'caseId' in subject
      ? await writeCase(source, order, subject.caseId)
      : await writePeriod(source, order, subject);
  } finally {
    await source.close();
  }
}

async function writeCase(source: LogSource, order: ReportOrder, caseId: string): Promise<Written> {
  const { form, to, head, targetMinutes, bundleFrom = 'beside this file' } = order;
  const beside = to.replace(/(\.csv)?$/, '.ndjson');
  const named =
    form === 'pdf'
      ? { bundleAt: 'attached to this file' }
      : { bundleAt: bundleFrom, bundleName: basename(beside) };
  const { report, bundle } = await readCaseReport(source, { caseId, head, targetMinutes, ...named });
  const faults = report.proof.fault ? [report.proof.fault] : [];
  if (form === 'ndjson') {
    if (!bundle) throw new NoReport(`no checkpoint covers ${caseId} yet: there is one every minute`);
    await writeNew(to, [bundle]);
    return { files: [to], faults };
  }
  if (form === 'pdf') {
    await writeNew(to, [await renderPdf(caseDocument({ report, bundle }))]);
    return { files: [to], faults };
  }
  const { evidence, proof } = report;
  const checks = [...aboutCaseReport(head, evidence), ...howToCheckCase(caseId, proof, report.bundle)];
  const lines = [csvHead(), ...csvOfCase(evidence, chainWords(proof.fault)), ...csvOfChecks(caseId, checks)];
  if (bundle) await mustBeNew(beside);
  await writeNew(to, lines);
  if (bundle) await writeNew(beside, [bundle]);
  return { files: [to, ...(bundle ? [beside] : [])], faults };
}

type Period = Pick<PeriodQuestion, 'from' | 'to'>;

async function writePeriod(source: LogSource, order: ReportOrder, period: Period): Promise<Written> {
  const tally = newTally();
  if (order.form === 'pdf') {
    await writeNew(order.to, [await pdfOfPeriod(source, order, period, tally)]);
    return { files: [order.to], faults: tally.faults };
  }
  const lines = order.form === 'ndjson' ? wholeLog(source, order) : csvOfPeriod(source, order, period, tally);
  await writeNew(order.to, lines);
  return { files: [order.to], faults: tally.faults };
}

/** Case by case, none of which stays in memory. */
async function* csvOfPeriod(
  source: LogSource,
  order: ReportOrder,
  period: Period,
  tally: PeriodTally,
): AsyncGenerator<string> {
  const coverage = await readCoverage(source);
  const asked = questionOf(order, period, coverage);
  yield csvHead();
  for await (const { caseId, fault, evidence, untold } of casesOfPeriod(source, asked, tally)) {
    const chain = chainWords(fault);
    if (evidence) yield [...csvOfCase(evidence, chain)].join('');
    else yield csvOfUntold(caseId, chain, untold);
  }
  const checks = [aboutReport(order.head), ...howToCheckPeriod(tally.faults, coverage.newest, null)];
  yield* csvOfChecks(subjectWords(period), checks);
}

/** Figures and lists of limited length are kept of the cases, and none of them. */
async function pdfOfPeriod(
  source: LogSource,
  order: ReportOrder,
  period: Period,
  tally: PeriodTally,
): Promise<Buffer> {
  const { head, targetMinutes } = order;
  const coverage = await readCoverage(source);
  const seed = order.seed ?? coverage.newest?.root ?? subjectWords(period);
  const sums = new PeriodSums(seed);
  for await (const told of casesOfPeriod(source, questionOf(order, period, coverage), tally)) sums.add(told);
  const summary = sums.summary();
  return renderPdf(
    periodDocument({
      head,
      ...period,
      summary,
      tally,
      coverage,
      targetMinutes,
      seed,
      withoutReader: order.reader !== undefined,
    }),
  );
}

function questionOf(order: ReportOrder, period: Period, coverage: Coverage): PeriodQuestion {
  const { head, targetMinutes, reader } = order;
  return { ...period, asOf: head.made, targetMinutes, coverage, ...(reader === undefined ? {} : { reader }) };
}

/** A period rests on the whole log: what is not in it must be provable too. */
async function* wholeLog(source: LogSource, { head }: ReportOrder): AsyncGenerator<string> {
  const order = { tenant: await tenantOf(source), made: new Date(head.made), keys: true };
  for await (const line of writeBundle(source, order)) yield `${line}\n`;
}

/** @throws NoReport when there is no entry */
async function tenantOf(source: LogSource): Promise<string> {
  for await (const { copies } of source.entries()) return String(copies['tenant']);
  throw new NoReport('the log is empty');
}
