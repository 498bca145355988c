import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { knownSecrets } from '#bot/known-secrets.ts';
import { createLog } from '#bot/logging.ts';
import { sandboxRoles, sandboxSettings } from '#bot/sandbox/sandbox-settings.ts';
import { startBot, type BotSettings, type RunningBot } from '#bot/start-bot.ts';
import { systemClock } from '#bot/system-clock.ts';
import { installPermissions } from '#bot/teams/install-app.ts';
import { listenToTeams } from '#bot/teams/listen-to-teams.ts';
import type { TeamsSettings } from '#bot/teams/settings.ts';
import type { World } from '#bot/workflow/world.ts';
import type { AnyAction } from '#providers/action.ts';
import { catalog as product } from '#providers/catalog.ts';
import type { Limits } from '#providers/http.ts';
import { permissionsOf } from '#providers/permissions.ts';
import { contoso } from '#providers/sandbox/people.ts';
import { sandboxSystems } from '#providers/sandbox/sandbox-systems.ts';
import { botInCatalog } from '#providers/sandbox/things.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openStore, type StoreSettings } from '#storage/open-store.ts';
import { keepNews, type Working } from './case-at-rest.ts';
import { type Scale, scaledClock } from './scaled-clock.ts';

export interface BenchBotPlan {
  /** Address of Contoso's cloud. */
  readonly cloud: string;
  readonly store: StoreSettings;
  /** Where its lines go. */
  readonly folder: string;
  /** Default: the sandbox's. */
  readonly timing?: BotSettings['timing'];
  readonly catalog?: readonly AnyAction[];
  readonly told?: World['told'];
  /** What the clients allow themselves. Default: as in production. */
  readonly limits?: Partial<Limits>;
  /** Default: time as in life. */
  readonly scale?: Scale;
  /** Keep to Graph's budget of changes. */
  readonly withinBudget?: true;
  /** Stands between the bot and its store. */
  readonly through?: (store: LogStore) => LogStore;
}

export type BenchBot = RunningBot & Working;

/** The product's bot as it runs at Contoso; its lines go to a file at the level of production. */
export async function openBenchBot(plan: BenchBotPlan): Promise<BenchBot> {
  const { catalog = product, told = () => {}, timing = sandboxSettings.timing } = plan;
  const clock = plan.scale ? scaledClock(plan.scale) : systemClock;
  const instance = `bench-${randomUUID().slice(0, 8)}`;
  const store = await openStore(plan.store);
  const news = keepNews();
  const inside = Promise.withResolvers<Pick<BenchBot, 'world' | 'driver'>>();
  const granted = [...permissionsOf(product), ...installPermissions];
  const bot = await startBot({
    settings: { ...sandboxSettings, guards: { ...sandboxSettings.guards, casesPerHour: 1000 }, timing },
    tenant: contoso.tenantId,
    systems: sandboxSystems({
      origin: plan.cloud,
      granted,
      clock,
      ...(plan.limits && { limits: plan.limits }),
      ...(plan.withinBudget && { withinBudget: true }),
    }),
    catalog,
    store: plan.through ? plan.through(store) : store,
    checkpointer: null,
    clock,
    log: createLog({
      level: 'info',
      instance,
      to: pino.destination({ dest: join(plan.folder, `${instance}.jsonl`), sync: true }),
      secrets: knownSecrets([]),
    }),
    instance,
    async listen(world, driver) {
      inside.resolve({ world, driver });
      const listener = await listenToTeams({ settings: teams, host: '127.0.0.1', port: 0 }, world, driver);
      return {
        ...listener,
        told(state, entry) {
          listener.told(state, entry);
          news.told(state, entry);
          told(state, entry);
        },
      };
    },
  });
  return { ...bot, ...(await inside.promise), news };
}

const teams: TeamsSettings = {
  identity: null,
  tenant: contoso.tenantId,
  roles: sandboxRoles,
  teamsAppId: botInCatalog.externalId,
  sandbox: { people: [] },
};
