import type { CaseState } from '../workflow/case/case-state.ts';
import { accepted, type Answer, refuse } from './refusal.ts';

export interface RetentionSettings {
  /** For so long after its end a case stays readable. */
  readonly years: number;
}

/** Since when, or from when on, all cases of one person may be erased: retention counts from the last one's end. */
export function erasureDue(cases: readonly CaseState[], { years }: RetentionSettings): string {
  const ends = cases.map(({ closedAt, lastAt }) => closedAt ?? lastAt).toSorted();
  const due = new Date(ends.at(-1) ?? 0);
  due.setUTCFullYear(due.getUTCFullYear() + years);
  return due.toISOString();
}

/**
 * Whether what the log knows of a person may be erased now, from all their cases: a key opens them all, so what forbids
 * it for one forbids it for each.
 */
export function mayErase(cases: readonly CaseState[], retention: RetentionSettings, now: Date): Answer<null> {
  for (const state of cases) {
    const may = isErasable(state);
    if (!may.ok) return may;
  }
  const until = erasureDue(cases, retention);
  const [{ caseId } = { caseId: '' }] = cases;
  return now.toISOString() < until
    ? refuse('kept-by-retention', { case: caseId, limit: until.slice(0, 10) })
    : accepted(null);
}

function isErasable({ caseId, subject, status, leaver, operator, legalHold }: CaseState): Answer<null> {
  if (subject === undefined) return refuse('cannot-be-erased', { case: caseId });
  if (status === 'undo-asked')
    return refuse('wrong-moment', {
      case: caseId,
      why: 'Somebody asked for an undo, and nobody has answered.',
    });
  if (status !== 'closed')
    return refuse('already-open', { who: leaver.name, case: caseId, by: operator.name });
  if (!legalHold) return accepted(null);
  return refuse('kept-by-hold', { case: caseId, who: legalHold.by.name, what: legalHold.at.slice(0, 10) });
}

/**
 * Whether a text names the leaver: it stays readable after their key is gone. Finds names and addresses as the directory
 * writes them, no nicknames and no descriptions.
 */
export function namesPerson(text: string, { leaver }: Pick<CaseState, 'leaver'>): boolean {
  const { id, upn, name, mail, directory } = leaver;
  const addresses = [upn, mail ?? '', upn.split('@')[0] ?? '', id, directory?.accountName ?? ''];
  const names = [...addresses, ...name.split(/[\s,]+/)].map((one) => one.toLowerCase());
  const words = text.toLowerCase();
  return names.some((one) => one.length >= 3 && words.includes(one));
}
