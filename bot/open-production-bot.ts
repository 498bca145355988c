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
import type { KnownSecrets } from './known-secrets.ts';
import { leaveLastWords } from './last-words.ts';
import { createLog } from './logging.ts';
import type { DirectoryConfig } from './settings/directory-config.ts';
import type { StoreConfig } from './settings/store-config.ts';
import { openCheckpointer } from './proof/open-checkpointer.ts';
import { makeInThread } from './report/make-in-thread.ts';
import { Secret } from './secret.ts';
import { startBot, type RunningBot } from './start-bot.ts';
import { systemClock } from './system-clock.ts';
import { listenToTeams } from './teams/listen-to-teams.ts';

/** The bot on the company's own systems, as the settings say. */
export async function openProductionBot(config: Config, secrets: KnownSecrets): Promise<RunningBot> {
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
  const store = await openStore(storeSettings(config.store));
  const directory = config.directory ? openDirectory(config.directory) : null;
  const { tenantId, origins, usesAzure } = cloud;
  const credential = cloudCredential(cloud, secrets);
  const systems = connectSystems({ tenantId, origins, usesAzure, credential, directory, clock: systemClock });
  const folder = config.checkpointFolder;
  const proof = { folder, store, tenant: tenantId, clock: systemClock, log };
  const checkpointer = await openCheckpointer(proof);
  const reports = {
    log: whereTheLogIs(config.store),
    signNow: () => checkpointer.signNow(),
    make: makeInThread,
    ...config.reports,
  };
  const settings = { identity: bot, tenant: tenantId, roles, teamsAppId };
  return startBot({
    settings: config,
    tenant: tenantId,
    systems,
    catalog,
    store,
    checkpointer,
    clock: systemClock,
    log,
    instance,
    listen: (world, driver) => listenToTeams({ settings, reports, ...config.listen }, world, driver),
  });
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
