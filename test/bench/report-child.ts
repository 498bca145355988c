import { makeReport, type ReportOrder } from '#bot/report/make-report.ts';
import { openSource } from '#storage/open-source.ts';

/** In a process of its own, so that its peak of memory is its own: makes a report, or only reads the log. */
const order = JSON.parse(process.argv[2] ?? '{}') as ReportOrder & { readonly only?: 'read' };
const start = performance.now();
if (order.only === 'read') await readAll(order.log);
else await makeReport(order);
const ms = performance.now() - start;
process.stdout.write(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1024 }));

/** The floor: every entry comes out of the database, and nothing is made of it. */
async function readAll(log: string): Promise<void> {
  const source = await openSource(log);
  let bytes = 0;
  for await (const { raw } of source.entries()) bytes += String(raw).length;
  await source.close();
  if (bytes === 0) throw new Error('nothing was read');
}
