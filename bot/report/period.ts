import type { Fault } from '#storage/check-entry.ts';
import type { LogSource } from '#storage/log-source.ts';
import { isSame } from '../policy/own-case.ts';
import { type Coverage, proofOf } from './coverage.ts';
import type { Evidence } from './evidence.ts';
import { type CaseFile, readCases } from './read-cases.ts';
import { refusalKind, type RefusalTally } from './refusal-kinds.ts';
import { isWithin } from './report-order.ts';
import { tellCase } from './tell-case.ts';

/** One case of a period: its evidence, or why it cannot be told. */
export interface ToldCase {
  readonly caseId: string;
  readonly fault: Fault | null;
  readonly evidence: Evidence | null;
  /** Empty when the evidence is there. */
  readonly untold: string;
}

export interface PeriodQuestion {
  readonly from: string;
  readonly to: string;
  /** RFC 3339 UTC. */
  readonly asOf: string;
  readonly targetMinutes: number;
  readonly coverage: Coverage;
  /** Object id of whoever reads: a case about them is left out. */
  readonly reader?: string;
}

/** What was seen on the way through the log; grows while the cases are taken. */
export interface PeriodTally {
  /** Chains in the whole log, registers and cases. */
  chains: number;
  entries: number;
  /** Refusals of the period that belong to no case. */
  readonly refusals: RefusalTally;
  readonly faults: Fault[];
}

export function newTally(): PeriodTally {
  return { chains: 0, entries: 0, refusals: { notAllowed: 0, mistyped: 0, notThen: 0 }, faults: [] };
}

/**
 * The cases opened in the period, in the order of their ids, one at a time. The whole log is read, and nothing but the texts of
 * its entries: a field beside them that was changed hides no case. @throws StoreDown
 */
export async function* casesOfPeriod(
  source: LogSource,
  question: PeriodQuestion,
  tally: PeriodTally,
): AsyncGenerator<ToldCase> {
  const seen = new Set<string>();
  for await (const file of readCases(source)) {
    seen.add(file.caseId);
    tally.chains += 1;
    tally.entries += file.stored;
    const { fault } = proofOf(file, question.coverage);
    if (fault) tally.faults.push(fault);
    countRefusals(tally.refusals, file, question);
    if (isAsked(file, question)) yield tell(file, fault, question);
  }
  for (const caseId of question.coverage.caseIds) {
    if (seen.has(caseId)) continue;
    const fault = { where: caseId, how: 'is missing: a signed checkpoint names it' };
    tally.faults.push(fault);
    yield { caseId, fault, evidence: null, untold: 'The case is not in the log any more.' };
  }
}

/** Also a case of which not even the first entry is sound: nobody knows when it was opened. */
function isAsked({ caseId, entries: [first] }: CaseFile, question: PeriodQuestion): boolean {
  if (!first) return true;
  if (!caseId.startsWith('OFF-') || !isWithin(first.at, question)) return false;
  const { reader } = question;
  return reader === undefined || !first.leaver || !isSame(first.leaver.id, reader);
}

function countRefusals(sum: RefusalTally, { caseId, entries }: CaseFile, question: PeriodQuestion): void {
  if (!caseId.startsWith('REG-')) return;
  for (const entry of entries)
    if (entry.phase === 'refused' && isWithin(entry.at, question)) sum[refusalKind(entry)] += 1;
}

function tell(
  { caseId, entries }: CaseFile,
  fault: Fault | null,
  { asOf, targetMinutes }: PeriodQuestion,
): ToldCase {
  if (entries.length === 0)
    return { caseId, fault, evidence: null, untold: 'Not one of its entries is sound.' };
  const { evidence, untold } = tellCase(entries, { asOf, targetMinutes });
  return { caseId, fault, evidence, untold };
}
