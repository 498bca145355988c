import type { Filter } from 'mongodb';
import type { Found } from '../history-page.ts';
import type { Scan } from '../history-scan.ts';
import type { Bounded } from './bounded.ts';
import type { Collections, LogDocument } from './collections.ts';

type Log = Collections['log'];
type Bounds = Readonly<Record<string, string>>;

/** Answers scans with what every server of MongoDB's protocol can: equality, a range, one sort, a limit. */
export function mongoScan(log: Log, ask: Bounded): (scan: Scan) => Promise<Found> {
  return async (scan) => {
    const reach = await reachOf(log, ask, scan);
    const rest = Object.fromEntries(scan.rest.map(([field, values]) => [field, { $in: [...values] }]));
    const filter = { ...ledBy(scan, withinReach(scan, reach)), ...rest };
    const options = { projection: { raw: 1, hash: 1 }, sort: sortOf(scan), limit: scan.rows } as const;
    const rows = await ask.read(() => log.find(filter, options).toArray());
    return { rows, reach };
  };
}

/** `order` of the last entry that may be looked at; `null` when there are fewer, or all that are looked at fit. */
async function reachOf(log: Log, ask: Bounded, scan: Scan): Promise<string | null> {
  const { lookAt, rest } = scan;
  if (lookAt === null || rest.length === 0) return null;
  const filter = ledBy(scan, boundsOf(scan));
  const options = { projection: { _id: 0, order: 1 }, sort: sortOf(scan), skip: lookAt - 1 } as const;
  const last = await ask.read(() => log.findOne(filter, options));
  return last === null ? null : String(last['order']);
}

function sortOf({ oldestFirst }: Scan) {
  return { order: oldestFirst ? 1 : -1 } as const;
}

function ledBy({ lead }: Scan, bounds: Bounds): Filter<LogDocument> {
  return {
    ...(lead && { [lead[0]]: { $eq: lead[1] } }),
    ...(Object.keys(bounds).length === 0 ? {} : { order: bounds }),
  };
}

function boundsOf({ from, before }: Scan): Bounds {
  return { ...(from === null ? {} : { $gte: from }), ...(before === null ? {} : { $lt: before }) };
}

function withinReach(scan: Scan, reach: string | null): Bounds {
  if (reach === null) return boundsOf(scan);
  return { ...boundsOf(scan), ...(scan.oldestFirst ? { $lte: reach } : { $gte: reach }) };
}
