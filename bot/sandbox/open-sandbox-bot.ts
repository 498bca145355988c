import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { sandboxCredential } from '#providers/sandbox/credential.ts';
import { contoso } from '#providers/sandbox/people.ts';
import { openStore } from '#storage/open-store.ts';
import { connectSystems } from '../connect-systems.ts';
import { createLog } from '../logging.ts';
import { startBot, type Listener, type RunningBot } from '../start-bot.ts';
import { systemClock } from '../system-clock.ts';
import type { SandboxBotPlan } from './run-sandbox.ts';
import { sandboxCloud, sandboxSettings } from './sandbox-settings.ts';

/** The product's bot at Contoso: its log in the data folder, or in MongoDB where `mongoUri` is given. */
export async function openSandboxBot(
  plan: SandboxBotPlan,
  mongoUri: string | undefined,
): Promise<RunningBot> {
  const instance = `sandbox-${randomUUID().slice(0, 8)}`;
  const to = pino.destination({ dest: plan.data.lines, sync: true });
  const log = createLog({ level: 'debug', instance, to, secrets: [] });
  const store = await openStore(mongoUri === undefined ? { file: plan.data.log } : { mongoUri });
  const credential = sandboxCredential([]);
  return startBot({
    settings: sandboxSettings,
    tenant: contoso.tenantId,
    systems: connectSystems({
      cloud: sandboxCloud(plan.cloud),
      credential,
      directory: null,
      clock: systemClock,
    }),
    catalog: [],
    store,
    clock: systemClock,
    log,
    instance,
    listen: () => listenToNobody(plan.port),
  });
}

/** Stands where the way in from Teams will be. */
async function listenToNobody(port: number): Promise<Listener> {
  const server = createServer((_request, response) => response.writeHead(200).end());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    told: () => {},
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
