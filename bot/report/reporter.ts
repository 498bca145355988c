import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accepted, type Answer, refuse } from '../policy/refusal.ts';
import type { Secret } from '../secret.ts';
import type { World } from '../workflow/world.ts';
import type { ReportOrder, Written } from './make-report.ts';
import { mayReport, type ReportAsk } from './may-report.ts';
import { noteReport } from './note-report.ts';
import { fileName, subjectWords } from './report-order.ts';
import type { Taking, UnderWay } from './under-way.ts';

/** A report as a file of its own, for as long as somebody takes it. */
export interface ReportFile {
  readonly name: string;
  readonly path: string;
  /** How many things are wrong with the log. */
  readonly faults: number;
  /** Aborts when the bot stops. */
  readonly stopping: AbortSignal;
  /** Takes the file away, and only now may the person take something else; to be called whatever became of it. */
  remove(): Promise<void>;
}

/** Makes reports while the bot runs. */
export interface Reporter {
  /**
   * Notes who takes it, signs the log up to there, and makes it, one report after another: whoever has to wait is told how
   * many come before. @throws StoreDown, NoReport
   */
  take(ask: ReportAsk, tellBefore?: TellBefore): Promise<Answer<ReportFile>>;
}

/** Tells somebody how many reports are made before theirs. Must not throw. */
export type TellBefore = (before: number) => Promise<void>;

export interface ReporterParts {
  readonly world: World;
  /** Where the log is: its file or its connection string. */
  readonly log: Secret;
  readonly targetMinutes: number;
  /** Signs what is not signed yet. */
  readonly signNow: () => Promise<void>;
  /** Does the work, away from the bot's own thread. */
  readonly make: (order: ReportOrder, stopping: AbortSignal) => Promise<Written>;
  readonly underWay: UnderWay;
}

export function createReporter(parts: ReporterParts): Reporter {
  return {
    async take(ask, tellBefore = async () => {}) {
      const { by, subject, form } = ask;
      const what = `the report of ${subjectWords(subject)} as ${form.toUpperCase()}`;
      const begun = parts.underWay.begin({ by, door: 'chat', what });
      return begun.ok ? inTurn(parts, ask, begun.value, tellBefore) : begun;
    },
  };
}

async function inTurn(
  parts: ReporterParts,
  ask: ReportAsk,
  taking: Taking,
  tellBefore: TellBefore,
): Promise<Answer<ReportFile>> {
  let file: Answer<ReportFile> | null = null;
  try {
    if (taking.before > 0) await tellBefore(taking.before);
    const turn = await taking.turn;
    return turn.ok ? (file = await take(parts, ask, taking)) : turn;
  } catch (error) {
    if (taking.stopping.aborted) return refuse('bot-stopping');
    throw error;
  } finally {
    if (file?.ok) taking.made();
    else taking.end();
  }
}

/** The file goes, and with it the person's place among those who take something. */
async function take(parts: ReporterParts, ask: ReportAsk, taking: Taking): Promise<Answer<ReportFile>> {
  const { world, signNow } = parts;
  const { by, subject, form } = ask;
  const may = await mayReport(world, ask);
  if (!may.ok) return may;
  await noteReport(world, { by: { id: by.id, name: by.name }, subject, form, via: 'chat' });
  await signNow();
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-report-'));
  const remove = () => rm(folder, { recursive: true, force: true }).finally(() => taking.end());
  try {
    const name = fileName(subject, form);
    const path = join(folder, name);
    const { stopping } = taking;
    const { faults } = await parts.make(orderOf(parts, ask, path), stopping);
    return accepted({ name, path, faults: faults.length, stopping, remove });
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
