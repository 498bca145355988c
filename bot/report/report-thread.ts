import { parentPort, workerData } from 'node:worker_threads';
import { makeReport, type ReportOrder } from './make-report.ts';

// A thread of its own: see make-in-thread.ts.
parentPort?.postMessage(await makeReport(workerData as ReportOrder), []);
