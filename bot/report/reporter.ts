import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accepted, type Answer } from '../policy/refusal.ts';
import type { Secret } from '../secret.ts';
import type { World } from '../workflow/world.ts';
import type { ReportOrder, Written } from './make-report.ts';
import { mayReport, type ReportAsk } from './may-report.ts';
import { noteReport } from './note-report.ts';
import { fileName } from './report-order.ts';

/** A report as a file of its own, for as long as somebody takes it. */
export interface ReportFile {
  readonly name: string;
  readonly path: string;
  /** How many things are wrong with the log. */
  readonly faults: number;
  /** Takes the file away; to be called whatever became of it. */
  remove(): Promise<void>;
}

/** Makes reports while the bot runs. */
export interface Reporter {
  /** Notes who takes it, signs the log up to there, and makes it. @throws StoreDown, NoReport */
  take(ask: ReportAsk): Promise<Answer<ReportFile>>;
}

export interface ReporterParts {
  readonly world: World;
  /** Where the log is: its file or its connection string. */
  readonly log: Secret;
  readonly targetMinutes: number;
  /** Signs what is not signed yet. */
  readonly signNow: () => Promise<void>;
  /** Does the work, away from the bot's own thread. */
  readonly make: (order: ReportOrder) => Promise<Written>;
}

export function createReporter(parts: ReporterParts): Reporter {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    take(ask) {
      // One at a time: a period reads the whole log.
      const mine = turn.then(() => take(parts, ask));
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

async function take(parts: ReporterParts, ask: ReportAsk): Promise<Answer<ReportFile>> {
  const { world, signNow } = parts;
  const { by, subject, form } = ask;
  const may = await mayReport(world, ask);
  if (!may.ok) return may;
  await noteReport(world, { by: { id: by.id, name: by.name }, subject, form, via: 'chat' });
  await signNow();
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-report-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const name = fileName(subject, form);
    const path = join(folder, name);
    const { faults } = await parts.make(orderOf(parts, ask, path));
    return accepted({ name, path, faults: faults.length, remove });
  } catch (error) {
    await remove();
    throw error;
  }
}

function orderOf({ world, log, targetMinutes }: ReporterParts, ask: ReportAsk, to: string): ReportOrder {
  const { by, subject, form } = ask;
  const head = { made: world.clock.now().toISOString(), takenBy: by.name, version: world.version };
  const order = { log: log.reveal(), subject, form, to, head, targetMinutes, reader: by.id };
  // One file goes to the chat: the bundle is another one, and has to be asked for.
  return 'caseId' in subject ? { ...order, bundleFrom: `by /report ${subject.caseId} ndjson` } : order;
}
