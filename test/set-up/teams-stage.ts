import { randomUUID } from 'node:crypto';
import { listenToTeams, type TeamsOptions } from '#bot/teams/listen-to-teams.ts';
import type { Listener } from '#bot/start-bot.ts';
import type { TeamsSettings } from '#bot/teams/settings.ts';
import { createCases } from '#bot/workflow/case/cases.ts';
import { createDriver } from '#bot/workflow/driver.ts';
import type { World } from '#bot/workflow/world.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import type { Entry } from '#storage/entry.ts';
import { type Keys, subjectsOf } from '#storage/open-entry.ts';
import type { LogStore } from '#storage/log-store.ts';
import { impatientClock, type ImpatientClock } from '#test/providers/impatient-clock.ts';
import { sandboxWorld } from './case-world.ts';
import { type Connector, startConnector } from './connector.ts';
import { type Sandbox, startSandbox } from './sandbox-world.ts';

/** The whole way in from Teams, on Contoso's cloud, with a connector that records what the bot says. */
export interface TeamsStage {
  readonly origin: string;
  readonly connector: Connector;
  readonly sandbox: Sandbox;
  readonly world: World;
  readonly clock: ImpatientClock;
  /** Everything the bot logged for its keepers. */
  readonly lines: readonly string[];
  /** Sends any activity; what is not given is as Teams would send it. */
  post(activity: object, headers?: Record<string, string>): Promise<Response>;
  /** Somebody of Contoso types in their own chat with the bot, or elsewhere. */
  say(who: string, text: string, more?: object): Promise<Response>;
  /** Somebody clicks; the answer's body. */
  click(who: string, button: { verb: string; data: object }, more?: object): Promise<InvokeAnswer>;
  entries(caseId: string): Promise<readonly Entry[]>;
  /** Says a checkpoint in a channel. */
  readonly announce: Listener['announce'];
  /** What opens these entries. */
  keys(entries: readonly Entry[]): Promise<Keys>;
  stop(): Promise<void>;
}

export interface InvokeAnswer {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

export function chatOf(who: string): string {
  return `a:${who}`;
}

export const channel = {
  conversation: {
    id: '19:it@thread.tacv2',
    conversationType: 'channel',
    tenantId: contoso.tenantId,
    isGroup: true,
  },
};

/** Waits shorter than this pass at once; longer ones are deadlines and stand. */
const deadlinesFrom = 3_000;

/** What is otherwise on this stage: other systems or another catalogue in its world, another store, another cloud behind its tokens. */
export interface StageFurniture {
  readonly furnish?: (world: World) => World;
  readonly through?: (store: LogStore) => LogStore;
  readonly cloud?: TeamsOptions['cloud'];
  readonly clock?: ImpatientClock;
  /** The History tab, where it is there. */
  readonly tab?: (world: World) => Promise<NonNullable<TeamsOptions['tab']>>;
  readonly reports?: TeamsOptions['reports'];
}

/** @param more with an identity it is no sandbox any more: tokens are asked for, as in production */
export async function teamsStage(
  more: Partial<TeamsSettings> = {},
  furniture: StageFurniture = {},
): Promise<TeamsStage> {
  const { furnish = (world) => world, through = (store) => store, cloud = {}, tab } = furniture;
  const [connector, sandbox] = await Promise.all([startConnector(), startSandbox()]);
  const clock = furniture.clock ?? impatientClock(deadlinesFrom, Date.now());
  const lines: string[] = [];
  const base = await sandboxWorld(sandbox, { instance: `teams-${randomUUID().slice(0, 8)}` });
  const note = (facts: object, text: string): void =>
    void lines.push(`${text} ${JSON.stringify(facts, errorText)}`);
  const ears: World['told'][] = [];
  const told: World['told'] = (state, entry) => {
    for (const ear of ears) ear(state, entry);
  };
  const { tenant, instance, version } = base;
  const store = through(base.store);
  const cases = createCases({ store, tenant, instance, version, now: () => clock.now(), told });
  const log = { debug: note, info: note, warn: note, error: note };
  const standsStill: World['standsStill'] = (state, isStill) => listener.standsStill(state, isStill);
  const world = furnish({ ...base, store, clock, log, told, standsStill, cases });
  const driver = createDriver(world);
  const settings: TeamsSettings = {
    identity: null,
    tenant,
    roles: { operatorsGroupId: contoso.operatorsGroupId, auditorsGroupId: contoso.auditorsGroupId },
    teamsAppId: 'b0000000-0000-4000-8000-000000000001',
    ...(more.identity ? {} : { sandbox: { people: [] } }),
    ...more,
  };
  const withTab = tab ? { tab: await tab(world) } : {};
  const withReports = furniture.reports ? { reports: furniture.reports } : {};
  const options = { settings, host: '127.0.0.1', port: 0, cloud, ...withTab, ...withReports };
  const listener = await listenToTeams(options, world, driver);
  ears.push(listener.told);

  const post: TeamsStage['post'] = (activity, headers = {}) =>
    fetch(`${listener.origin}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(activity),
    });

  return {
    origin: listener.origin,
    connector,
    sandbox,
    world,
    clock,
    lines,
    post,
    say: (who, text, more = {}) =>
      post({ ...activityBy(who, connector.url), type: 'message', text, ...more }),
    async click(who, { verb, data }, more = {}) {
      const value = { action: { type: 'Action.Execute', id: '', verb, data }, trigger: 'manual' };
      const invoke = {
        ...activityBy(who, connector.url),
        type: 'invoke',
        name: 'adaptiveCard/action',
        value,
      };
      const answer = await post({ ...invoke, ...more });
      if (answer.status !== 200) throw new Error(`the click was answered with ${answer.status}`);
      return (await answer.json()) as InvokeAnswer;
    },
    entries: (caseId) => store.readCase(caseId),
    announce: (where, checkpoint) => listener.announce(where, checkpoint),
    async keys(entries) {
      const found = await store.keys.keysOf(subjectsOf(entries));
      return new Map(found.map((key) => [key.subject, key]));
    },
    async stop() {
      await listener.close();
      await driver.stop();
      await Promise.all([connector.close(), sandbox.stop(), store.close()]);
    },
  };
}

/** An activity as Teams sends it for somebody's own chat with the bot. */
export function activityBy(who: string, serviceUrl: string): Record<string, unknown> {
  const { id, name } = personOf(who);
  return {
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${who}`, name, aadObjectId: id },
    recipient: { id: '28:bot', name: 'Offboarding' },
    conversation: { id: chatOf(who), conversationType: 'personal', tenantId: contoso.tenantId },
    channelData: { tenant: { id: contoso.tenantId } },
  };
}

function errorText(_name: string, value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? value.message) : value;
}
