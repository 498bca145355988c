import type { Content } from 'pdfmake';
import { counted, outcomeWords } from '#cards/words.ts';
import type { Coverage } from '../coverage.ts';
import { type ControlId, controls } from '../controls.ts';
import { tallyWords } from '../change-tally.ts';
import { aboutReport, howToCheckPeriod } from '../how-to-check.ts';
import type { PeriodTally } from '../period.ts';
import { type CaseLine, mostListed, type PeriodSummary, quantileOf, sampleSize } from '../period-summary.ts';
import type { RefusalTally } from '../refusal-kinds.ts';
import type { ReportHead } from '../report-parts.ts';
import { minutesWords, time, unknown } from '../told.ts';
import { box, cell, facts, grid, heading, ink, note, styled, tinted } from './blocks.ts';
import { keptTone } from './kept-tone.ts';
import { checks, controlList, unknowns } from './case-ends.ts';
import { distribution } from './distribution.ts';
import type { Document } from './render-pdf.ts';

export interface PeriodReport {
  readonly head: ReportHead;
  readonly from: string;
  readonly to: string;
  readonly summary: PeriodSummary;
  readonly tally: PeriodTally;
  readonly coverage: Coverage;
  readonly targetMinutes: number;
  readonly seed: string;
  /** Whether cases about whoever reads were left out: they are, of a person of the directory. */
  readonly withoutReader: boolean;
}

/** The report of a period for people: figures first, then exceptions, the sample, and the population. */
export function periodDocument(report: PeriodReport): Document {
  const { head, from, to, tally, coverage, summary } = report;
  const content = [
    ...firstPage(report),
    ...exceptionList(summary),
    ...sampleList(report),
    ...populationList(summary),
    ...controlList(Object.keys(controls) as ControlId[]),
    ...unknowns(),
    ...checks([aboutReport(head), ...howToCheckPeriod(tally.faults, coverage.newest, null)]),
  ];
  return {
    title: `Offboarding from ${from} to ${to}`,
    subject: `Offboarding · ${from} to ${to} · ${counted(summary.cases, 'case')}`,
    alarm: tally.faults.length > 0 ? 'TAMPERED: see page 1' : '',
    head,
    content,
    attachment: null,
  };
}

function firstPage(report: PeriodReport): readonly Content[] {
  const { from, to, summary, targetMinutes, withoutReader } = report;
  return [
    { text: 'OFFBOARDING REPORT', color: ink.quiet, fontSize: 8, characterSpacing: 1.2 },
    styled(`${from} to ${to}`, { fontSize: 22, bold: true, color: ink.accent, margin: [0, 2, 0, 10] }),
    verdict(report),
    heading('Time from the request to the end of access'),
    distribution(summary.minutes, targetMinutes),
    facts(slaFacts(summary, targetMinutes)),
    heading('Population'),
    facts(populationFacts(report)),
    note(
      `Drawn from the entries of the whole log, read from the first to the last: a case is in this report when it was opened on one of these days (UTC).${withoutReader ? ' A case about whoever takes the report is never part of it.' : ''}`,
    ),
  ];
}

function verdict({ tally, summary }: PeriodReport): Content {
  const [first, ...more] = tally.faults;
  if (first) {
    const others = more.length > 0 ? [`And ${counted(more.length, 'more place')}: see the exceptions.`] : [];
    return box('bad', 'TAMPERED: the log was changed', [`${first.where} ${first.how}.`, ...others]);
  }
  const sound = 'The log is sound: every entry was derived anew.';
  return box(isAllWell(summary) ? 'good' : 'warning', titleOf(summary), [sound, ...besides(summary)]);
}

/** Nothing to look at, and of every case it is known that access ended in time. */
function isAllWell({ kept, untold, endUnknown, exceptionCount }: PeriodSummary): boolean {
  return kept.missed + kept.open + untold + endUnknown + exceptionCount === 0;
}

function titleOf({ cases, kept, untold, endUnknown, exceptionCount }: PeriodSummary): string {
  const unknownEnds = endUnknown + untold;
  return [
    `${counted(cases, 'case')}, ${kept.missed === 0 ? 'none' : kept.missed} past the target`,
    ...(kept.open > 0 ? [`${kept.open} not ended yet`] : []),
    ...(unknownEnds > 0 ? [`${unknownEnds} with no known end of access`] : []),
    counted(exceptionCount, 'exception'),
  ].join(', ');
}

function besides({ kept, outcomes }: PeriodSummary): readonly string[] {
  const dry = outcomes['dry-run'] ?? 0;
  return [
    ...(kept.erased > 0
      ? [`Of ${counted(kept.erased, 'erased case')} nobody can read when access ended.`]
      : []),
    ...(kept.unreadable > 0
      ? [`Of ${counted(kept.unreadable, 'unreadable case')} the key is gone, and no erasure is on record.`]
      : []),
    ...(dry > 0 ? [`${counted(dry, 'dry run')} changed nothing.`] : []),
  ];
}

function slaFacts(
  { minutes, kept }: PeriodSummary,
  targetMinutes: number,
): readonly (readonly [string, string])[] {
  const at = (part: number) => minutesWords(quantileOf(minutes, part), 'no case to measure');
  const judged = kept.met + kept.missed;
  const share =
    judged === 0 ? 'no case to judge' : `${((100 * kept.met) / judged).toFixed(1)} % of ${judged}`;
  return [
    [
      'Target',
      `${minutesWords(targetMinutes)} from the opening of the case until every way to sign in was read back as closed`,
    ],
    ['Met', `${kept.met} (${share})`],
    ['Missed', String(kept.missed)],
    ['Not ended yet', `${kept.open}, with time left`],
    ['Erased', `${kept.erased}: when access ended can be read by nobody any more`],
    ...(kept.unreadable > 0
      ? [['Unreadable', `${kept.unreadable}: the key is gone, and no erasure is on record`] as const]
      : []),
    ['Not known', `${kept['not known']}: dry runs, canceled, or closing sign-in was no part of the case`],
    ['Median, 95 %, longest', `${at(0.5)} · ${at(0.95)} · ${at(1)}`],
  ];
}

function populationFacts({ summary, tally, head }: PeriodReport): readonly (readonly [string, string])[] {
  const { cases, untold, kept, outcomes, changes, approvals } = summary;
  const gone = [
    ...(kept.erased > 0 ? [`${kept.erased} erased`] : []),
    ...(kept.unreadable > 0 ? [`${kept.unreadable} unreadable`] : []),
  ].join(', ');
  const ends = Object.entries(outcomes).map(([outcome, many]) => `${many} ${endWords(outcome)}`);
  return [
    [
      'Cases',
      `${cases}: ${ends.join(' · ') || 'none'}${untold > 0 ? ` · ${untold} that cannot be told` : ''}`,
    ],
    ['Of them erased', gone === '' ? 'none' : `${gone}: their changes are in no figure below`],
    ['Changes', `${tallyWords(changes)}.`],
    [
      'Approvals',
      `${approvals.given} given, ${approvals.bySecond} by another than who asked · ${approvals.rejected} rejected · ${approvals.expired} expired`,
    ],
    ['Refused', refusedWords(tally.refusals)],
    [
      'Whole log',
      `${counted(tally.entries, 'entry', 'entries')} in ${counted(tally.chains, 'chain')}: cases, and a register for each day`,
    ],
    [
      'Completeness',
      'Compare the number of cases with HR’s list of leavers of the period: the log does not know it.',
    ],
    ['Report taken by', `${head.takenBy}, ${time(head.made)}`],
  ];
}

function refusedWords({ notAllowed, mistyped, notThen }: RefusalTally): string {
  return [
    `${notAllowed} tried what they may not; ${mistyped} ${mistyped === 1 ? 'was' : 'were'} mistyped; ${notThen} could not be done then.`,
    'These belong to no case: others are in the reports of their cases.',
  ].join(' ');
}

function endWords(outcome: string): string {
  return Object.hasOwn(outcomeWords, outcome) ? outcomeWords[outcome as keyof typeof outcomeWords] : outcome;
}

function exceptionList({ exceptions, exceptionCount }: PeriodSummary): readonly Content[] {
  const columns = [
    { title: 'Case', width: 62 },
    { title: 'Leaver', width: 120 },
    { title: 'Exception', width: '*' },
  ] as const;
  const rows = exceptions.map(({ caseId, leaver, why }): Content[] => [
    cell(caseId),
    cell(leaver),
    cell(why),
  ]);
  return [
    Object.assign({}, heading('Exceptions'), { pageBreak: 'before' }) as Content,
    ...cut(exceptions.length, exceptionCount),
    grid(columns, rows, 'There was none.'),
  ];
}

function sampleList({ summary, seed }: PeriodReport): readonly Content[] {
  return [
    heading('Sample'),
    note(
      `${counted(sampleSize, 'case')}, or all when there are fewer: those whose SHA-256 of “<seed>:<case>” is lowest. Seed: ${seed}. For each, take its own report.`,
    ),
    caseGrid(summary.sample),
  ];
}

function populationList({ population, cases, untold }: PeriodSummary): readonly Content[] {
  return [heading('All cases'), ...cut(population.length, cases - untold), caseGrid(population)];
}

function cut(listed: number, all: number): readonly Content[] {
  return listed >= all ? [] : [note(`The first ${mostListed} of ${all}. All are in the CSV.`)];
}

function caseGrid(cases: readonly CaseLine[]): Content {
  const columns = [
    { title: 'Case', width: 52 },
    { title: 'Leaver', width: '*' },
    { title: 'Requested', width: 56 },
    { title: 'Outcome', width: 76 },
    { title: 'Changes', width: 46 },
    { title: 'Access ended', width: 56 },
    { title: 'Target', width: 46 },
  ] as const;
  const rows = cases.map((one): Content[] => [
    cell(one.caseId),
    cell(one.leaver),
    cell(time(one.openedAt), one.openedBy),
    cell(endWords(one.outcome ?? 'open')),
    cell(one.gone ?? `${one.readBack} of ${one.changes}`, one.open > 0 ? `${one.open} open` : ''),
    cell(minutesWords(one.minutes, one.gone ?? unknown)),
    tinted(one.kept, keptTone[one.kept]),
  ]);
  return grid(columns, rows, 'No case was opened in these days.');
}
