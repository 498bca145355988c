import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeInThread } from '#bot/report/make-in-thread.ts';
import type { ReporterParts } from '#bot/report/reporter.ts';
import { openCheckpointer } from '#bot/proof/open-checkpointer.ts';
import { Secret } from '#bot/secret.ts';
import { contoso } from '#providers/sandbox/people.ts';
import type { Entry } from '#storage/entry.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import type { LogStore } from '#storage/log-store.ts';
import { wordsOf } from './connector.ts';
import { type OneDrive, startOneDrive } from './one-drive.ts';
import { activityBy, teamsStage, type TeamsStage } from './teams-stage.ts';

/** A card or a file that the bot sent. */
export interface Sent {
  readonly contentType: string;
  readonly name?: string;
  readonly content: object;
}

/** The chat with John Doe's case open in a signed log, and a OneDrive that takes files. */
export interface ReportStage {
  readonly teams: TeamsStage;
  readonly store: LogStore;
  readonly drive: OneDrive;
  readonly caseId: string;
  /** From now on only what is new is told. */
  mark(): Promise<void>;
  /** Everything new in the log that says who took or was refused a report. */
  acts(): Promise<readonly Entry[]>;
  said(): readonly Sent[];
  /** Somebody types, and is offered a file. @throws when they are not */
  offered(
    who: string,
    text: string,
  ): Promise<{ name: string; content: { description: string; acceptContext: object } }>;
  /** Somebody answers whether the file may be put into their OneDrive. */
  consent(who: string, context: unknown, more?: object, action?: string): Promise<Response>;
  /** The same, and the next thing the bot says. */
  consentAnswered(who: string, context: unknown, more?: object): Promise<Sent>;
  stop(): Promise<void>;
}

/** @param make makes the reports; the real thing when left out */
export async function reportStage(make: ReporterParts['make'] = makeInThread): Promise<ReportStage> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-chat-report-'));
  const log = join(folder, 'log.db');
  const store = await openSqliteStore({ file: log });
  const drive = await startOneDrive();
  const reports = { ...(await reportsOf(store, folder, log)), make };
  const teams = await teamsStage({}, { through: () => store, reports });
  await teams.say('alexw', '/offboard jdoe');
  const { entries } = await store.history({ phases: ['opened'], limit: 1 });
  await teams.connector.until(({ activity }) => wordsOf(activity).includes('Remove from'));
  let before = 0;
  let known: ReadonlySet<string> = new Set();

  async function acts(): Promise<readonly Entry[]> {
    const page = await store.history({ phases: ['reported', 'refused'], limit: 1000 });
    return page.entries.toReversed().filter(({ _id }) => !known.has(_id));
  }
  function said(): readonly Sent[] {
    return teams.connector.messages
      .slice(before)
      .flatMap(({ activity }) => (activity.attachments ?? []) as never);
  }
  const consent: ReportStage['consent'] = (who, context, more = {}, action = 'accept') => {
    const uploadInfo = {
      name: 'report.pdf',
      uploadUrl: `${drive.url}/upload/${drive.files.length}`,
      contentUrl: 'https://contoso-my.sharepoint.com/personal/adelev/report.pdf',
      uniqueId: '5c8a1f7e',
      fileType: 'pdf',
      ...more,
    };
    const value = { type: 'fileUpload', action, context, uploadInfo };
    return teams.post({
      ...activityBy(who, teams.connector.url),
      type: 'invoke',
      name: 'fileConsent/invoke',
      value,
    });
  };

  return {
    teams,
    store,
    drive,
    caseId: entries[0]?.caseId ?? '',
    async mark() {
      before = teams.connector.messages.length;
      known = new Set([...known, ...(await acts()).map(({ _id }) => _id)]);
      drive.status = 201;
    },
    acts,
    said,
    async offered(who, text) {
      await teams.say(who, text);
      const offer = said()[0];
      if (offer?.contentType !== 'application/vnd.microsoft.teams.card.file.consent')
        throw new Error(`no file was offered: ${wordsOf(offer?.content)}`);
      return offer as Awaited<ReturnType<ReportStage['offered']>>;
    },
    consent,
    async consentAnswered(who, context, more) {
      const { messages } = teams.connector;
      const count = messages.length;
      const answered = teams.connector.until((message) => messages.indexOf(message) >= count);
      await consent(who, context, more);
      return ((await answered).activity.attachments ?? [])[0] as unknown as Sent;
    },
    async stop() {
      await teams.stop();
      await drive.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function reportsOf(store: LogStore, folder: string, log: string) {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const clock = { now: () => new Date(), sleep: async () => {} };
  const keys = join(folder, 'checkpoints');
  const checkpointer = await openCheckpointer({
    folder: keys,
    store,
    tenant: contoso.tenantId,
    clock,
    log: silent,
  });
  return {
    log: new Secret(log),
    targetMinutes: 240,
    signNow: () => checkpointer.signNow(),
    tabUrl: 'https://offboarding.contoso.com/tab',
  };
}
