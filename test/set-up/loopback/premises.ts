import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalog } from '#providers/catalog.ts';
import { permissionsOf } from '#providers/permissions.ts';
import { contoso } from '#providers/sandbox/people.ts';
import { type Authority, makeAuthority } from '#test/set-up/certificates.ts';
import { type Connector, startConnector } from '#test/set-up/connector.ts';
import { appId } from '#test/set-up/door-stage.ts';
import { freePort } from '#test/set-up/free-port.ts';
import { type Sandbox, startSandbox } from '#test/set-up/sandbox-world.ts';
import { activityBy } from '#test/set-up/teams-stage.ts';
import { startTokenIssuer, type TokenIssuer } from '#test/set-up/token-issuer.ts';
import { type Internet, startInternet } from './internet.ts';
import { type Login, makeLogin } from './login.ts';

/** A company with everything the bot needs in production, on this machine; the bot itself is `npm start`. */
export interface Premises {
  /** For files of this run. */
  readonly folder: string;
  readonly authority: Authority;
  readonly internet: Internet;
  readonly sandbox: Sandbox;
  readonly connector: Connector;
  readonly login: Login;
  /** @param settings beside those that say who and where */
  start(settings: Readonly<Record<string, string>>, program?: readonly string[]): Promise<ProductionBot>;
  close(): Promise<void>;
}

export interface ProductionBot {
  /** Everything it wrote to its two streams. */
  said(): string;
  /** Resolves when it has said this; rejects when it ended before. */
  until(words: string): Promise<void>;
  /** As Teams would deliver it: signed, and in that person's own chat. */
  post(who: string, activity: object): Promise<{ readonly status: number; readonly body: string }>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<number | null>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
export const serviceUrl = 'https://smba.trafficmanager.net/';

export async function openPremises(): Promise<Premises> {
  const folder = await mkdtemp(join(tmpdir(), 'offboarding-premises-'));
  const authority = await makeAuthority(folder);
  const [sandbox, connector, issuer] = await Promise.all([
    startSandbox(),
    startConnector(),
    startTokenIssuer(),
  ]);
  const login = makeLogin(permissionsOf(catalog));
  const internet = await startInternet(authority, {
    'graph.microsoft.com': sandbox.origin,
    'outlook.office365.com': sandbox.origin,
    'management.azure.com': sandbox.origin,
    'contoso.sharepoint.com': sandbox.origin,
    'contoso-my.sharepoint.com': sandbox.origin,
    'login.microsoftonline.com': login.answer,
    'login.botframework.com': new URL(issuer.metadataUrl).origin,
    'smba.trafficmanager.net': connector.url,
  });
  const bots: ProductionBot[] = [];
  return {
    folder,
    authority,
    internet,
    sandbox,
    connector,
    login,
    async start(settings, program = ['bot/main.ts']) {
      const port = await freePort();
      const env = { ...whoAndWhere, ...internet.env, ...quicker, PORT: String(port), ...settings };
      const bot = startProgram(program, env, `http://127.0.0.1:${port}/api/messages`, issuer);
      bots.push(bot);
      return bot;
    },
    async close() {
      for (const bot of bots) bot.signal('SIGKILL');
      await Promise.all(bots.map(({ ended }) => ended));
      await Promise.all([internet.close(), sandbox.stop(), connector.close(), issuer.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The second time the files need not be compiled again. */
const quicker = { NODE_COMPILE_CACHE: join(tmpdir(), 'offboarding-compiled') };

const whoAndWhere = {
  LISTEN_HOST: '127.0.0.1',
  MicrosoftAppId: appId,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: contoso.tenantId,
  AZURE_CLIENT_ID: '00000003-0000-4000-8000-000000000000',
  SHAREPOINT_HOST: 'contoso.sharepoint.com',
  OPERATORS_GROUP_ID: contoso.operatorsGroupId,
  AUDITORS_GROUP_ID: contoso.auditorsGroupId,
};

function startProgram(
  program: readonly string[],
  env: Readonly<Record<string, string>>,
  url: string,
  issuer: TokenIssuer,
): ProductionBot {
  const child = spawn(process.execPath, program, { cwd: root, env });
  const listeners = new Set<() => void>();
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += String(chunk);
      for (const look of listeners) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    said: () => said,
    ended,
    signal: (name) => void child.kill(name),
    async until(words) {
      const heard = new Promise<boolean>((resolve) => {
        const look = () => said.includes(words) && resolve(true);
        listeners.add(look);
        look();
      });
      const inTime = await Promise.race([heard, ended.then(() => said.includes(words))]);
      if (!inTime) throw new Error(`ended without saying "${words}":\n${said}`);
    },
    async post(who, activity) {
      const claims = { iss: 'https://api.botframework.com', aud: appId, serviceurl: serviceUrl };
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${issuer.token(claims)}` },
        body: JSON.stringify({ ...activityBy(who, serviceUrl), ...activity }),
      });
      return { status: answer.status, body: await answer.text() };
    },
  };
}
