import { randomUUID } from 'node:crypto';
import { relative } from 'node:path';
import { pino } from 'pino';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import { contoso } from '#providers/sandbox/people.ts';
import { sandboxSystems } from '#providers/sandbox/sandbox-systems.ts';
import { botInCatalog } from '#providers/sandbox/things.ts';
import { openStore } from '#storage/open-store.ts';
import { createLog } from '../logging.ts';
import { knownSecrets } from '../known-secrets.ts';
import { openCheckpointer } from '../proof/open-checkpointer.ts';
import { makeInThread } from '../report/make-in-thread.ts';
import { Secret } from '../secret.ts';
import { reportSettings } from '../settings/report-settings.ts';
import { startBot, type RunningBot } from '../start-bot.ts';
import { systemClock } from '../system-clock.ts';
import { installPermissions } from '../teams/install-app.ts';
import { listenToTeams } from '../teams/listen-to-teams.ts';
import type { TeamsSettings } from '../teams/settings.ts';
import type { SandboxBotPlan } from './run-sandbox.ts';
import { personaSignIn } from './persona-sign-in.ts';
import { sandboxRoles, sandboxSettings } from './sandbox-settings.ts';

/** The product's bot at Contoso: its log in the data folder, or in MongoDB where `mongoUri` is given. */
export async function openSandboxBot(
  plan: SandboxBotPlan,
  mongoUri: string | undefined,
): Promise<RunningBot> {
  const instance = `sandbox-${randomUUID().slice(0, 8)}`;
  const to = pino.destination({ dest: plan.data.lines, sync: true });
  const store = await openStore(mongoUri === undefined ? { file: plan.data.log } : { mongoUri });
  const log = createLog({ level: 'debug', instance, to, secrets: knownSecrets([]) });
  const folder = plan.data.checkpoints;
  const proof = { folder, store, tenant: contoso.tenantId, clock: systemClock, log };
  const granted = [...permissionsOf(catalog), ...installPermissions];
  const checkpointer = await openCheckpointer(proof);
  const reports = {
    log: new Secret(mongoUri ?? plan.data.log),
    targetMinutes: reportSettings.ACCESS_END_MINUTES.parse(undefined),
    signNow: () => checkpointer.signNow(),
    make: makeInThread,
    // MONGODB_URI stands in the environment, and may hold a password.
    ...(mongoUri === undefined ? { logToName: relative(process.cwd(), plan.data.log) } : {}),
  };
  const tab = { signIn: personaSignIn(), coverOf: (caseId: string) => checkpointer.coverOf(caseId) };
  const teams = { settings: teamsSettings(plan), tab, reports, host: '127.0.0.1', port: plan.port };
  return startBot({
    settings: sandboxSettings,
    tenant: contoso.tenantId,
    systems: sandboxSystems({ origin: plan.cloud, granted, clock: systemClock }),
    catalog,
    store,
    clock: systemClock,
    checkpointer,
    log,
    instance,
    listen: (world, driver) => listenToTeams(teams, world, driver),
  });
}

function teamsSettings({ people }: SandboxBotPlan): TeamsSettings {
  return {
    identity: null,
    tenant: contoso.tenantId,
    roles: sandboxRoles,
    teamsAppId: botInCatalog.externalId,
    sandbox: { people },
  };
}
