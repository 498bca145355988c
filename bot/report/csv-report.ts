import { canonicalJson } from '#storage/seal.ts';
import { outcomeWords } from '#cards/words.ts';
import type { ChangeLine } from './change-lines.ts';
import { csvLine } from './csv.ts';
import { type Erased, erasedWords, goneWord } from './erased.ts';
import type { Evidence } from './evidence.ts';
import type { CheckLine } from './how-to-check.ts';
import { acceptedCell, observedCell, unknown } from './told.ts';

/** The columns, in order. `record` is `case` (one a case), `change` (one a change) or `check` (how to check, at the end). */
const columns = [
  'record',
  'case',
  'leaver',
  'leaver_upn',
  'leaver_id',
  'opened_by',
  'requested_at',
  'outcome',
  'closed_at',
  'sla_target_minutes',
  'sla_minutes',
  'sla',
  'access_ended_at',
  'chain',
  'step',
  'action',
  'system',
  'what',
  'controls',
  'before',
  'after',
  'chosen',
  'approved_by',
  'approved_by_id',
  'approved_at',
  'approved_hash',
  'sent_at',
  'times_sent',
  'accepted_at',
  'observed_at',
  'result',
  'reason',
  'error_code',
  'error_message',
  'request_id',
  'undo',
  'undo_at',
  'irreversible',
  'entry',
  'entry_hash',
  'closed_by',
  'closed_by_id',
] as const;
type Row = Partial<Readonly<Record<(typeof columns)[number], string>>>;

/** What stands in a column that a record does not have: never a blank. */
const notHere = 'n/a';

export function csvHead(): string {
  return csvLine(columns);
}

/** One case: itself, then its changes; of one that is erased itself alone, what was changed can be read by nobody. @param chain `sound`, or where it is not */
export function* csvOfCase(evidence: Evidence, chain: string): Generator<string> {
  const shared = caseCells(evidence, chain);
  yield line({ record: 'case', ...shared, ...ownCells(evidence) });
  for (const change of evidence.changes) yield line({ record: 'change', ...shared, ...changeCells(change) });
}

/** What only the case's own line says: why it ended, or why it cannot be read. */
function ownCells({ erased, ended }: Evidence): Row {
  if (erased) return goneCells(erased);
  return ended?.why ? { reason: ended.why } : {};
}

/** What its changes would say, in its own line. */
function goneCells(erased: Erased): Row {
  const gone = goneWord(erased);
  const named = ['what', 'before', 'after', 'chosen', 'result'] as const;
  return { ...Object.fromEntries(named.map((column) => [column, gone])), reason: erasedWords(erased) };
}

export function* csvOfChecks(subject: string, checks: readonly CheckLine[]): Generator<string> {
  for (const [name, words] of checks)
    yield line({ record: 'check', case: subject, what: `${name}: ${words}` });
}

/** A case that cannot be told, and why. */
export function csvOfUntold(caseId: string, chain: string, why: string): string {
  return line({ record: 'case', case: caseId, outcome: why, chain });
}

function caseCells(evidence: Evidence, chain: string): Row {
  const { caseId, leaver, openedBy, openedAt, accessEnd, outcome, closedAt, ended, asOf, dryRun, erased } =
    evidence;
  const nothing = erased ? goneWord(erased) : unknown;
  return {
    case: caseId,
    leaver: leaver.name,
    leaver_upn: leaver.upn,
    leaver_id: leaver.id,
    opened_by: openedBy.name,
    requested_at: openedAt,
    outcome: outcome ? outcomeWords[outcome] : `open, as of ${asOf}${dryRun ? ' (dry run)' : ''}`,
    closed_at: closedAt ?? 'open',
    sla_target_minutes: String(accessEnd.targetMinutes),
    sla_minutes: accessEnd.minutes === null ? nothing : accessEnd.minutes.toFixed(1),
    sla: accessEnd.kept,
    access_ended_at: accessEnd.observedAt ?? nothing,
    chain,
    closed_by: ended?.by.name ?? 'open',
    closed_by_id: ended?.by.id ?? 'open',
  };
}

function changeCells(change: ChangeLine): Row {
  const { reason, undo, irreversible, proof } = change;
  return {
    ...plannedCells(change),
    ...approvedCells(change),
    sent_at: change.sentAt ?? 'not sent',
    times_sent: String(change.attempts),
    accepted_at: acceptedCell(change),
    observed_at: observedCell(change),
    result: change.result,
    reason: reason ?? 'none given',
    ...errorCells(change),
    undo: undo?.result ?? 'none',
    undo_at: undo?.endedAt ?? 'none',
    irreversible: irreversible ?? 'no',
    ...(proof ? { entry: proof.entry, entry_hash: proof.hash } : { entry: 'none', entry_hash: 'none' }),
  };
}

function plannedCells({ step, action, system, what, controls, before, after, chosen }: ChangeLine): Row {
  return {
    step,
    action,
    system,
    what,
    controls: controls.join(' ') || unknown,
    before: canonicalJson(before),
    after: after === null ? 'gone' : canonicalJson(after),
    chosen: chosen ? 'yes' : 'left out',
  };
}

function approvedCells({ yes }: ChangeLine): Row {
  const not = 'not approved';
  if (!yes) return { approved_by: not, approved_by_id: not, approved_at: not, approved_hash: not };
  const { by, at, hash } = yes;
  return { approved_by: by.name, approved_by_id: by.id, approved_at: at, approved_hash: hash };
}

function errorCells({ error }: ChangeLine): Row {
  if (!error) return { error_code: 'none', error_message: 'none', request_id: 'none' };
  const { system, code, message, requestId = 'none given' } = error;
  return { error_code: `${system} ${code}`, error_message: message, request_id: requestId };
}

function line(row: Row): string {
  return csvLine(columns.map((column) => row[column] || notHere));
}
