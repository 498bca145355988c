import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import { parseCaseId } from '../workflow/case/case-id.ts';

export const forms = ['pdf', 'csv', 'ndjson'] as const;
export type Form = (typeof forms)[number];

/** What a report is about: one case, or all cases opened from one day to another, both included, UTC. */
export type Subject = { readonly caseId: string } | { readonly from: string; readonly to: string };

/** A longer period is a slip of the hand, and would be read for nothing. */
export const mostYears = 10;

const nothingElse = 'A report is of nothing but a case or two days';

/** One word is a case, two are days (`2026-01-01`). */
export function subjectOf(words: readonly string[]): Answer<Subject> {
  const [first = '', second, ...more] = words;
  if (first === '') return refuse('bad-period', { what: `${nothingElse}.` });
  const caseId = parseCaseId(first);
  const [extra] = caseId !== null && second !== undefined ? [second] : more;
  if (extra !== undefined) {
    return refuse('bad-period', { what: `${nothingElse}: “${extra.slice(0, 40)}” is one word too many.` });
  }
  if (second !== undefined) return periodOf(first, second);
  return caseId === null ? refuse('no-such-case', { case: first.slice(0, 40) }) : accepted({ caseId });
}

function periodOf(from: string, to: string): Answer<Subject> {
  for (const day of [from, to]) {
    if (!isDay(day)) return refuse('bad-period', { what: `“${day.slice(0, 40)}” is no day.` });
  }
  if (from > to) return refuse('bad-period', { what: `${from} is after ${to}.` });
  if (yearsBetween(from, to) > mostYears) {
    return refuse('bad-period', { what: `A report covers ${mostYears} years at most.` });
  }
  return accepted({ from, to });
}

/** A day that the calendar has: there is no 31 June. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function yearsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / (365.25 * 86_400_000);
}

/** Whether a case that was opened at this time belongs to the period. */
export function isWithin(at: string, { from, to }: { readonly from: string; readonly to: string }): boolean {
  const day = at.slice(0, 10);
  return day >= from && day <= to;
}

/** `OFF-7K3QX`, `2026-01-01 to 2026-12-31`. */
export function subjectWords(subject: Subject): string {
  return 'caseId' in subject ? subject.caseId : `${subject.from} to ${subject.to}`;
}

/** `OFF-7K3QX.pdf`, `cases-2026-01-01-2026-12-31.csv`. */
export function fileName(subject: Subject, form: Form): string {
  return `${'caseId' in subject ? subject.caseId : `cases-${subject.from}-${subject.to}`}.${form}`;
}
