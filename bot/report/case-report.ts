import { createHash } from 'node:crypto';
import type { LogSource } from '#storage/log-source.ts';
import { writeBundle } from '#storage/proof/write-bundle.ts';
import { proofOf, readCoverage } from './coverage.ts';
import { type CaseFile, readCases } from './read-cases.ts';
import type { CaseReport, ReportHead } from './report-parts.ts';
import { fileName } from './report-order.ts';
import { tellCase } from './tell-case.ts';

/** The log has no such case, or nothing of it can be told. */
export class NoReport extends Error {
  override readonly name = 'NoReport';
}

export interface CaseQuestion {
  readonly caseId: string;
  readonly head: ReportHead;
  readonly targetMinutes: number;
  /** Where a reader of the report finds its bundle. */
  readonly bundleAt: string;
  /** The bundle's file; left out, it is named after the case. */
  readonly bundleName?: string;
}

/** A report of one case, and the bytes of its bundle; `null` while no checkpoint covers the case. */
export interface ReadCase {
  readonly report: CaseReport;
  readonly bundle: Buffer | null;
}

/** @throws NoReport, StoreDown */
export async function readCaseReport(source: LogSource, question: CaseQuestion): Promise<ReadCase> {
  const { caseId, head, targetMinutes, bundleAt, bundleName = fileName({ caseId }, 'ndjson') } = question;
  const coverage = await readCoverage(source);
  const file = await onlyCase(source, caseId);
  const proof = proofOf(file, coverage);
  if (file.entries.length === 0)
    throw new NoReport(`${caseId} cannot be told: ${proof.fault?.where} ${proof.fault?.how}`);
  const told = tellCase(file.entries, { targetMinutes, asOf: head.made });
  if (!told.evidence) throw new NoReport(`${caseId} cannot be told. ${told.untold}`, { cause: told.cause });
  const { evidence } = told;
  const isCovered = coverage.fault === null && coverage.head(caseId) !== null;
  const bundle = isCovered ? await bundleOf(source, file, head) : null;
  const named = bundle && {
    name: bundleName,
    sha256: createHash('sha256').update(bundle).digest('hex'),
    where: bundleAt,
  };
  return { report: { head, evidence, proof, bundle: named }, bundle };
}

/** @throws NoReport */
async function onlyCase(source: LogSource, caseId: string): Promise<CaseFile> {
  for await (const file of readCases(source, caseId)) return file;
  throw new NoReport(`the log has no case ${caseId}`);
}

/** With the leaver's key where it is there: what the report tells must be found in what it rests on. */
async function bundleOf(source: LogSource, { caseId, entries }: CaseFile, head: ReportHead): Promise<Buffer> {
  const order = { tenant: entries[0]?.tenant ?? '', made: new Date(head.made), caseId, keys: true };
  const lines: string[] = [];
  for await (const line of writeBundle(source, order)) lines.push(`${line}\n`);
  return Buffer.from(lines.join(''), 'utf8');
}
