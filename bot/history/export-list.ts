import type { LoggedError } from '#storage/entry.ts';
import type { Caller } from '../policy/caller.ts';
import { accepted, type Answer } from '../policy/refusal.ts';
import { csvLine } from '../report/csv.ts';
import type { World } from '../workflow/world.ts';
import type { CaseRow } from './case-row.ts';
import type { EntryRow } from './entry-row.ts';
import { readCases } from './read-cases.ts';
import { readEntries } from './read-entries.ts';
import type { Page } from './read-page.ts';
import type { TabQuery } from './tab-query.ts';

export type ExportFormat = 'csv' | 'ndjson';

/** A list to take away: whole, row by row, whatever its length. */
export interface Export {
  readonly type: string;
  readonly lines: AsyncIterable<string>;
}

type Cell = string | number | null | undefined;
type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;
type ReadRows<Row> = (query: TabQuery) => Promise<Answer<Page<Row>>>;

/** Rows read at a time: between two of them others are served. */
const pageSize = { cases: 50, entries: 200 } as const;

export function exportCases(world: World, by: Caller, query: TabQuery, format: ExportFormat) {
  const read: ReadRows<CaseRow> = (part) => readCases(world, by, part, pageSize.cases);
  return exported(read, query, format, caseColumns);
}

export function exportEntries(world: World, by: Caller, query: TabQuery, format: ExportFormat) {
  const read: ReadRows<EntryRow> = (part) => readEntries(world, by, part, pageSize.entries);
  return exported(read, query, format, entryColumns);
}

/** The first page is read before anything is sent, so that a refusal is still an answer. */
async function exported<Row>(
  read: ReadRows<Row>,
  { page: _page, ...query }: TabQuery,
  format: ExportFormat,
  columns: Columns<Row>,
): Promise<Answer<Export>> {
  const first = await read(query);
  if (!first.ok) return first;
  const pages = pagesFrom(first.value, (page) => read({ ...query, page }));
  return accepted(
    format === 'csv'
      ? { type: 'text/csv; charset=utf-8', lines: csv(pages, columns) }
      : { type: 'application/x-ndjson; charset=utf-8', lines: ndjson(pages) },
  );
}

async function* pagesFrom<Row>(
  first: Page<Row>,
  read: (page: string) => Promise<Answer<Page<Row>>>,
): AsyncGenerator<readonly Row[]> {
  yield first.rows;
  for (let { next } = first; next !== null;) {
    const answer = await read(next);
    if (!answer.ok) throw new Error(`an export broke off: ${answer.refusal.code}`);
    yield answer.value.rows;
    next = answer.value.next;
  }
}

/** With a mark at its beginning by which spreadsheets know UTF-8. */
async function* csv<Row>(pages: AsyncIterable<readonly Row[]>, columns: Columns<Row>) {
  yield `\uFEFF${csvLine(Object.keys(columns))}`;
  const cells = Object.values(columns);
  for await (const rows of pages) yield rows.map((row) => csvLine(cells.map((cell) => cell(row)))).join('');
}

/** The last line tells how many there were: without it, the file is cut off. */
async function* ndjson<Row>(pages: AsyncIterable<readonly Row[]>) {
  let count = 0;
  for await (const rows of pages) {
    count += rows.length;
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  }
  yield `${JSON.stringify({ kind: 'end', rows: count })}\n`;
}

const caseColumns: Columns<CaseRow> = {
  case: (row) => row.caseId,
  leaver: (row) => row.leaver?.name,
  'leaver sign-in name': (row) => row.leaver?.upn,
  'leaver id': (row) => row.leaver?.id,
  'opened by': (row) => row.operator?.name,
  'opened by id': (row) => row.operator?.id,
  'opened (UTC)': (row) => row.openedAt,
  'closed (UTC)': (row) => row.closedAt,
  status: (row) => row.status,
  outcome: (row) => row.outcome,
  'dry run': (row) => (row.dryRun ? 'yes' : 'no'),
  changes: (row) => row.tally,
};

const ofError =
  (part: (error: LoggedError) => Cell) =>
  ({ error }: EntryRow): Cell =>
    error === null ? null : part(error);

const entryColumns: Columns<EntryRow> = {
  'time (UTC)': (row) => row.at,
  case: (row) => row.caseId,
  position: (row) => row.seq,
  'done by': (row) => row.by.name,
  'done by id': (row) => row.by.id,
  leaver: (row) => row.leaver?.name,
  'leaver sign-in name': (row) => row.leaver?.upn,
  what: (row) => row.what,
  phase: (row) => row.phase,
  step: (row) => row.step,
  action: (row) => row.action,
  change: (row) => row.change,
  system: (row) => row.systemName,
  result: (row) => row.result,
  undo: (row) => (row.isUndo ? 'yes' : 'no'),
  why: (row) => row.why.join('; '),
  'error code': ofError(({ code }) => code),
  'error message': ofError(({ message }) => message),
  'error status': ofError(({ status }) => status),
  'request id': ofError(({ requestId }) => requestId),
  instance: (row) => row.instance,
  hash: (row) => row.hash,
};
