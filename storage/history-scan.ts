import type { CopiedField } from './copies.ts';
import type { HistoryQuery } from './log-store.ts';
import type { Place } from './page-key.ts';

/**
 * One question to a database, in the words of the stored fields: what one index leads to, by `order`, and of that what
 * fits the rest. Every database can answer it: equality, a range, one sort, a limit.
 */
export interface Scan {
  /** The field whose index leads; `null`: all entries by their order. */
  readonly lead: Equal | null;
  readonly rest: readonly OneOf[];
  /** `order` from here on. */
  readonly from: string | null;
  /** `order` before this. */
  readonly before: string | null;
  readonly oldestFirst: boolean;
  /** One more than asked for: whether it is there tells whether a page follows. */
  readonly rows: number;
  /** How many entries the index may lead to; `null`: any number. */
  readonly lookAt: number | null;
}

/**
 * Under which other id the people stand in entries that a question names: what is sealed says whom it is about by the
 * subject of their key alone, and so does a leaver who acts themselves.
 */
export interface Pseudonyms {
  readonly leaver?: string;
  readonly actor?: string;
}

type Equal = readonly [field: CopiedField, value: string];
export type OneOf = readonly [field: CopiedField, values: readonly string[]];

/**
 * The scans whose answers together answer the question: one, or one for each value of the field that leads.
 * @throws RangeError for a limit or time that is none
 */
export function historyScans(
  query: HistoryQuery,
  place: Place | null,
  pseudonyms: Pseudonyms = {},
): readonly Scan[] {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 1000) {
    throw new RangeError(`limit must be 1 to 1000, not ${query.limit}`);
  }
  const conditions = conditionsOf(query, pseudonyms);
  const lead = leadOf(conditions);
  const rest = conditions.filter((one) => one !== lead);
  const oldestFirst = place?.side === 'newer';
  const scan = { rest, ...boundsOf(query, place), oldestFirst, rows: query.limit + 1 };
  const lookAt = lead === undefined || !bounded.has(lead[0]) ? (query.lookAt ?? null) : null;
  const ledBy = (equal: Equal | null): Scan => ({ ...scan, lead: equal, lookAt });
  if (lead === undefined) return [ledBy(null)];
  const [field, values] = lead;
  const scans = [...new Set(values)].map((value) => ledBy([field, value]));
  const { leaver } = pseudonyms;
  return field === 'leaver.id' && leaver !== undefined ? [...scans, ledBy(['subject', leaver])] : scans;
}

function conditionsOf(query: HistoryQuery, { actor }: Pseudonyms): readonly OneOf[] {
  const { actorId } = query;
  const asked: readonly (readonly [CopiedField, string | readonly string[] | undefined])[] = [
    ['caseId', query.caseId],
    ['leaver.id', query.leaverId],
    ['subject', query.subject],
    ['actor.id', actorId === undefined || actor === undefined ? actorId : [actorId, actor]],
    ['action', query.actions],
    ['step', query.step],
    ['result', query.result],
    ['phase', query.phases],
  ];
  return asked.flatMap(([field, value]) => {
    if (value === undefined) return [];
    return [[field, typeof value === 'string' ? [value] : value] as const];
  });
}

/** What a case or a person has is not much. */
const bounded: ReadonlySet<CopiedField> = new Set(['caseId', 'leaver.id', 'subject']);
/** More values than this are most of what there is: the order leads better. */
const mostValues = 12;

/**
 * The condition that leaves least, as logs usually are: nearly everything is `verified`. A leaver first: they may stand
 * under two fields, which only scans of their own can tell.
 */
function leadOf(conditions: readonly OneOf[]): OneOf | undefined {
  const asked = new Map(conditions.map((one) => [one[0], one]));
  const usual = asked.get('result')?.[1].includes('verified') ?? false;
  const order: readonly CopiedField[] = usual
    ? ['leaver.id', 'subject', 'caseId', 'actor.id', 'action', 'step', 'phase', 'result']
    : ['leaver.id', 'subject', 'caseId', 'result', 'actor.id', 'action', 'step', 'phase'];
  return order.map((field) => asked.get(field)).find((one) => one && one[1].length <= mostValues);
}

function boundsOf(query: HistoryQuery, place: Place | null): Pick<Scan, 'from' | 'before'> {
  const from = query.from === undefined ? null : instant(query.from);
  const before = query.to === undefined ? null : instant(query.to);
  // A page key belongs to its question, so it lies between the two.
  if (place?.side === 'newer') return { from: after(place.order), before };
  return { from, before: place?.order ?? before };
}

/** The least text behind this `order`: no other begins with it. */
export function after(order: string): string {
  return `${order} `;
}

/** Times are compared as text: all in one form, UTC with milliseconds. */
function instant(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) throw new RangeError(`not a time: ${time}`);
  return date.toISOString();
}
