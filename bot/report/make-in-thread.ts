import { Worker } from 'node:worker_threads';
import type { ReportOrder, Written } from './make-report.ts';

/**
 * Room for what is new, in MB: it holds a few cases. With less, V8 clears away what is still needed; with more, what lies
 * outside its heap piles up and makes it clear the whole heap again and again.
 */
const young = 48;

/**
 * Makes a report in a thread of its own: to read a log and to draw pages takes seconds in which the bot would answer
 * nobody. It ends when `stopping` aborts. @throws what the making threw
 */
export async function makeInThread(order: ReportOrder, stopping?: AbortSignal): Promise<Written> {
  stopping?.throwIfAborted();
  const worker = new Worker(new URL('report-thread.ts', import.meta.url), {
    workerData: order,
    execArgv: [],
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: young },
  });
  const end = () => void worker.terminate();
  stopping?.addEventListener('abort', end);
  const made = new Promise<Written>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the report’s thread ended with ${code}`)));
  });
  return made.finally(() => stopping?.removeEventListener('abort', end));
}
