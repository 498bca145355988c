import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { pino } from 'pino';
import { createLdapDirectory, type LdapDirectory } from '#providers/active-directory/ldap-client.ts';
import { catalog } from '#providers/catalog.ts';
import { connectSystems } from '#providers/connect-systems.ts';
import { openStore } from '#storage/open-store.ts';
import { cloudCredential } from './cloud-credential.ts';
import type { Config } from './config.ts';
import { consoleToLog } from './console-to-log.ts';
import { teamsSignIn } from './history/teams-sign-in.ts';
import type { KnownSecrets } from './known-secrets.ts';
import { leaveLastWords } from './last-words.ts';
import { createLog } from './logging.ts';
import type { DirectoryConfig } from './settings/directory-config.ts';
import type { StoreConfig } from './settings/store-config.ts';
import { anchorsOf } from './proof/anchors-of.ts';
import type { Checkpointer } from './proof/checkpointer.ts';
import { openCheckpointer } from './proof/open-checkpointer.ts';
import { type StrangeName, strangeNameWords } from './settings/strange-names.ts';
import { makeInThread } from './report/make-in-thread.ts';
import { Secret } from './secret.ts';
import { startBot, type RunningBot } from './start-bot.ts';
import { systemClock } from './system-clock.ts';
import { listenToTeams } from './teams/listen-to-teams.ts';

/**
 * The bot on the company's own systems, as the settings say.
 * @param strange variables that somebody may have taken for settings: the log's first lines tell of them
 */
export async function openProductionBot(
  config: Config,
  secrets: KnownSecrets,
  strange: readonly StrangeName[],
): Promise<RunningBot> {
  const { cloud, bot, roles, teamsAppId } = config;
  const instance = `${hostname()}-${randomUUID().slice(0, 8)}`;
  const log = createLog({
    level: config.logLevel,
    instance,
    to: pino.destination({ dest: 1, sync: true }),
    secrets,
  });
  consoleToLog(log, console);
  leaveLastWords(log, process);
  for (const one of strange) log.warn({ ...one }, strangeNameWords(one));
  const store = await openStore(storeSettings(config.store));
  const directory = config.directory ? openDirectory(config.directory) : null;
  const { tenantId, origins, usesAzure } = cloud;
  const credential = cloudCredential(cloud, secrets);
  const systems = connectSystems({ tenantId, origins, usesAzure, credential, directory, clock: systemClock });
  const folder = config.checkpointFolder;
  const proof = { folder, store, tenant: tenantId, clock: systemClock, log };
  const checkpointer = await openCheckpointer(proof);
  const settings = { identity: bot, tenant: tenantId, roles, teamsAppId };
  const readers = readersOf(config, checkpointer);
  return startBot({
    settings: config,
    tenant: tenantId,
    systems,
    catalog,
    store,
    checkpointer,
    anchors: (way) => anchorsOf(config.anchors, { way, cache: store.cache, clock: systemClock }),
    clock: systemClock,
    log,
    instance,
    listen: (world, driver) => listenToTeams({ settings, ...readers, ...config.listen }, world, driver),
  });
}

/** What the History tab and the reports are made with. */
function readersOf({ cloud, store, tabClientId, reports }: Config, checkpointer: Checkpointer) {
  const signIn = teamsSignIn({
    tenant: cloud.tenantId,
    clientId: tabClientId,
    login: cloud.origins.login,
    fetch: globalThis.fetch,
    now: () => systemClock.now(),
  });
  return {
    tab: { signIn, coverOf: (caseId: string) => checkpointer.coverOf(caseId) },
    reports: {
      log: whereTheLogIs(store),
      signNow: () => checkpointer.signNow(),
      make: makeInThread,
      ...reports,
    },
  };
}

function storeSettings(store: StoreConfig): { mongoUri: string } | { file: string } {
  return store.kind === 'mongo' ? { mongoUri: store.uri.reveal() } : { file: store.file };
}

function whereTheLogIs(store: StoreConfig): Secret {
  return store.kind === 'mongo' ? store.uri : new Secret(store.file);
}

function openDirectory({ caFile, password, ...settings }: DirectoryConfig): LdapDirectory {
  const ca = caFile === null ? {} : { ca: readFileSync(caFile, 'utf8') };
  return createLdapDirectory(
    { ...settings, ...ca, password: password.reveal(), connectTimeoutMs: 10_000, operationTimeoutMs: 30_000 },
    Date.now,
  );
}
