import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCases, type Cases } from '#bot/workflow/case/cases.ts';
import type { CaseState } from '#bot/workflow/case/case-state.ts';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import type { RecordedRequest } from '#providers/sandbox/request-log.ts';
import type { LogSource } from '#storage/log-source.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openMongoSource } from '#storage/mongo/open-mongo-source.ts';
import { openStore } from '#storage/open-store.ts';
import { openSqliteSource } from '#storage/sqlite/open-sqlite-source.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { beforePatienceEnds } from './before-patience-ends.ts';
import { untrueWords } from './card-findings.ts';
import { newestCase, type People, people } from './carry-case.ts';
import {
  brokenChain,
  effectsWithoutIntent,
  lostEntries,
  unexplainedWrites,
  untruths,
  writesIn,
} from './findings.ts';
import type { BotPlan, KillPoint } from './marks.ts';
import type { Aim } from './next-orders.ts';
import { truthsOf } from './sandbox-truth.ts';

/** A company, a log and the bots that come and go on them. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly store: LogStore;
  readonly cases: Cases;
  /** All that ever ran here, in the order of their start. */
  readonly bots: readonly BotProcess[];
  start(kill?: KillPoint): BotProcess;
  /** People who do their acts at the newest bot, or where `at` says. */
  people(aim: Aim, at?: (act: number) => BotProcess): People;
  /** Writes that reached the cloud, so far. */
  writes(): Promise<readonly RecordedRequest[]>;
  /** Everything that is not as it must be, in sentences. */
  findings(state: CaseState): Promise<readonly string[]>;
  /** Ends everything that runs here. */
  clear(): Promise<void>;
}

export interface StageSetting {
  /** Default: an SQLite file of its own. */
  readonly mongoUri?: string;
  readonly holdMs?: number;
  readonly inTeams?: true;
}

export async function setStage({ mongoUri, holdMs = 700, inTeams }: StageSetting = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-process-'));
  const file = join(folder, 'log.sqlite');
  const where: BotPlan['store'] = mongoUri === undefined ? { file } : { mongoUri };
  const sandbox = await startSandbox();
  const store = await openStore(where);
  const cases = readerOf(store);
  const reader = { cases, store };
  const bots: BotProcess[] = [];
  const requests = async () => (await sandbox.control('requests')) as RecordedRequest[];
  const openSource = (): Promise<LogSource> =>
    mongoUri === undefined ? openSqliteSource(file) : openMongoSource(mongoUri);

  return {
    sandbox,
    store,
    cases,
    bots,
    start(kill) {
      const instance = `bot-${bots.length + 1}`;
      const plan = { instance, store: where, cloud: sandbox.origin, holdMs, ...(inTeams && { inTeams }) };
      const bot = startBotProcess(kill ? { ...plan, kill } : plan);
      bots.push(bot);
      return bot;
    },
    people(aim, at = () => bots.at(-1)!) {
      const crowd = people({ reader, aim, at });
      const end = beforePatienceEnds(crowd.end, { bots, newest: () => newestCase(reader) });
      // Nobody waits for it any more once a bot has ended by itself.
      end.catch(() => {});
      return { ...crowd, end };
    },
    writes: async () => writesIn(await requests()),
    async findings(state) {
      const entries = await store.readCase(state.caseId);
      const source = await openSource();
      try {
        const truths = await truthsOf(state, sandbox.systems(permissionsOf(catalog)));
        return [
          ...lostEntries(bots, entries),
          ...effectsWithoutIntent(bots),
          ...unexplainedWrites(bots, await requests()),
          ...(await brokenChain(source, entries)),
          ...untruths(state, truths),
          ...untrueWords(state, truths),
        ];
      } finally {
        await source.close();
      }
    },
    async clear() {
      for (const bot of bots) bot.signal('SIGKILL');
      await Promise.all(bots.map(({ ended }) => ended));
      await sandbox.stop();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Reads cases; it never writes one. */
function readerOf(store: LogStore): Cases {
  const naming = { tenant: '', instance: 'reader', version: '' };
  return createCases({ ...naming, store, now: () => new Date(), told() {} });
}
