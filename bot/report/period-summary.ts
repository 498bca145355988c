import { sha256 } from '#storage/seal.ts';
import type { Kept } from './access-end.ts';
import { emptyTally, sumOf, type Tally, tallyOf } from './change-tally.ts';
import { goneWord } from './erased.ts';
import type { Evidence } from './evidence.ts';
import { openChanges } from './open-changes.ts';
import type { ToldCase } from './period.ts';
import { whyExceptional } from './why-exceptional.ts';

/** One case of the population, in a line. */
export interface CaseLine {
  readonly caseId: string;
  readonly leaver: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly outcome: Evidence['outcome'];
  readonly kept: Kept;
  readonly minutes: number | null;
  readonly changes: number;
  readonly readBack: number;
  readonly open: number;
  readonly headHash: string;
  /** What stands where changes and times were; `null` of a case that can be read. */
  readonly gone: string | null;
}

/** A case that an auditor wants to look at, and why. */
export interface ExceptionLine {
  readonly caseId: string;
  readonly leaver: string;
  readonly why: string;
}

/** What the report of a period says in figures. Of each case it keeps one number; lists end at {@link mostListed}. */
export interface PeriodSummary {
  readonly cases: number;
  readonly untold: number;
  /** Cases, dry runs apart, that can be read and do not say when access ended. */
  readonly endUnknown: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly kept: Readonly<Record<Kept, number>>;
  /** From the request to the end of access, minutes, ascending. */
  readonly minutes: readonly number[];
  readonly changes: Tally;
  readonly approvals: {
    readonly given: number;
    readonly bySecond: number;
    readonly rejected: number;
    readonly expired: number;
  };
  readonly population: readonly CaseLine[];
  readonly sample: readonly CaseLine[];
  readonly exceptions: readonly ExceptionLine[];
  /** How many exceptions there are; more than are listed when there are very many. */
  readonly exceptionCount: number;
}

/** As many as auditors usually draw. */
export const sampleSize = 25;
/** Lines that people still read; all of them are in the CSV. */
export const mostListed = 500;

/** Collects the figures while the cases go by. */
export class PeriodSums {
  readonly #seed: string;
  readonly #outcomes: Record<string, number> = {};
  readonly #kept: Record<Kept, number> = {
    met: 0,
    missed: 0,
    open: 0,
    'not known': 0,
    erased: 0,
    unreadable: 0,
  };
  readonly #minutes: number[] = [];
  #changes = emptyTally;
  readonly #approvals = { given: 0, bySecond: 0, rejected: 0, expired: 0 };
  readonly #population: CaseLine[] = [];
  readonly #exceptions: ExceptionLine[] = [];
  #cases = 0;
  #untold = 0;
  #endUnknown = 0;
  #exceptionCount = 0;
  #drawn: readonly { readonly rank: string; readonly line: CaseLine }[] = [];

  /** @param seed draws the sample: whoever has it can draw it again */
  constructor(seed: string) {
    this.#seed = seed;
  }

  add({ caseId, fault, evidence, untold }: ToldCase): void {
    this.#cases += 1;
    const leaver = evidence?.leaver.name ?? 'not known';
    if (fault) this.#except(caseId, leaver, `TAMPERED: ${fault.where} ${fault.how}`);
    if (evidence) return this.#addEvidence(evidence);
    this.#untold += 1;
    this.#except(caseId, leaver, untold);
  }

  summary(): PeriodSummary {
    return {
      cases: this.#cases,
      untold: this.#untold,
      endUnknown: this.#endUnknown,
      outcomes: this.#outcomes,
      kept: this.#kept,
      minutes: this.#minutes.toSorted((a, b) => a - b),
      changes: this.#changes,
      approvals: this.#approvals,
      population: this.#population.toSorted((a, b) => a.openedAt.localeCompare(b.openedAt)),
      sample: this.#drawn.map(({ line }) => line),
      exceptions: this.#exceptions,
      exceptionCount: this.#exceptionCount,
    };
  }

  #addEvidence(evidence: Evidence): void {
    const line = caseLine(evidence);
    const outcome = evidence.outcome ?? 'open';
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
    this.#kept[line.kept] += 1;
    if (line.minutes !== null) this.#minutes.push(line.minutes);
    this.#changes = sumOf(this.#changes, tallyOf(evidence));
    if (line.kept === 'not known' && !evidence.dryRun) this.#endUnknown += 1;
    addApprovals(this.#approvals, evidence);
    if (this.#population.length < mostListed) this.#population.push(line);
    this.#draw(line);
    for (const why of whyExceptional(evidence)) this.#except(line.caseId, line.leaver, why);
  }

  #draw(line: CaseLine): void {
    const rank = sha256(`${this.#seed}:${line.caseId}`);
    const ranked = [...this.#drawn, { rank, line }].toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
    this.#drawn = ranked.slice(0, sampleSize);
  }

  #except(caseId: string, leaver: string, why: string): void {
    this.#exceptionCount += 1;
    if (this.#exceptions.length < mostListed) this.#exceptions.push({ caseId, leaver, why });
  }
}

function caseLine(evidence: Evidence): CaseLine {
  const { caseId, leaver, openedBy, openedAt, outcome, accessEnd, changes, entries, erased } = evidence;
  return {
    caseId,
    leaver: leaver.name,
    openedBy: openedBy.name,
    openedAt,
    outcome,
    kept: accessEnd.kept,
    minutes: accessEnd.minutes,
    changes: changes.length,
    readBack: changes.filter(({ status }) => status === 'verified').length,
    open: openChanges(evidence).length,
    headHash: entries.head.hash,
    gone: erased && goneWord(erased),
  };
}

function addApprovals(
  sum: { given: number; bySecond: number; rejected: number; expired: number },
  { decisions }: Evidence,
): void {
  for (const { kind, secondPerson } of decisions) {
    if (kind === 'approved') sum.given += 1;
    if (secondPerson === true) sum.bySecond += 1;
    if (kind === 'rejected' || kind === 'expired') sum[kind] += 1;
  }
}

/** The value below which this part (0 to 1) of the ascending values lies; `null` of none. */
export function quantileOf(ascending: readonly number[], part: number): number | null {
  return ascending[Math.max(0, Math.ceil(part * ascending.length) - 1)] ?? null;
}
