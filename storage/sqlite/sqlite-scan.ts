import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Found } from '../history-page.ts';
import type { Scan } from '../history-scan.ts';
import { refusing } from './sqlite-error.ts';
import { historyIndex, quoted } from './tables.ts';

type Row = Record<string, SQLOutputValue>;

/** Conditions with the values for their question marks. */
interface Where {
  readonly conditions: readonly string[];
  readonly values: readonly string[];
}

/** Answers one scan from the index of the field that leads, whatever SQLite would choose. */
export function sqliteScan(database: DatabaseSync, scan: Scan): Found {
  const reach = reachOf(database, scan);
  const rest = scan.rest.map(([field, values]): Where => ({
    conditions: [`${quoted(field)} IN (${values.map(() => '?').join(', ')})`],
    values,
  }));
  const within = reach === null ? [] : [where(`"order" ${scan.oldestFirst ? '<=' : '>='} ?`, reach)];
  const rows = select(database, scan, { columns: '_id, raw, hash', where: [...rest, ...within] });
  return { rows: rows.map(({ _id, raw, hash }) => ({ _id, raw, hash })), reach };
}

/** `order` of the last entry that may be looked at; `null` when there are fewer, or all that are looked at fit. */
function reachOf(database: DatabaseSync, scan: Scan): string | null {
  if (scan.lookAt === null || scan.rest.length === 0) return null;
  const [last] = select(database, { ...scan, rows: 1 }, { columns: '"order"', skip: scan.lookAt - 1 });
  return last === undefined ? null : String(last['order']);
}

function select(
  database: DatabaseSync,
  { lead, from, before, oldestFirst, rows }: Scan,
  { columns, where: more = [], skip = 0 }: { columns: string; where?: readonly Where[]; skip?: number },
): readonly Row[] {
  const all = [
    ...(lead === null ? [] : [where(`${quoted(lead[0])} = ?`, lead[1])]),
    ...(from === null ? [] : [where('"order" >= ?', from)]),
    ...(before === null ? [] : [where('"order" < ?', before)]),
    ...more,
  ];
  const conditions = all.flatMap((one) => one.conditions).join(' AND ');
  const sql = `SELECT ${columns} FROM OffboardingLog INDEXED BY ${historyIndex(lead === null ? [] : [lead[0]])}
    ${conditions === '' ? '' : `WHERE ${conditions}`}
    ORDER BY "order" ${oldestFirst ? 'ASC' : 'DESC'} LIMIT ? OFFSET ?`;
  const values = [...all.flatMap((one) => one.values), rows, skip];
  return refusing('answer', () => database.prepare(sql).all(...values));
}

function where(condition: string, value: string): Where {
  return { conditions: [condition], values: [value] };
}
