import { Secret } from '#bot/secret.ts';
import { createAdapter } from '#bot/teams/adapter.ts';
import type { Admitted } from '#bot/teams/admit.ts';
import { type AppParts, createApp } from '#bot/teams/app.ts';
import { messageBody } from '#bot/teams/invoke-body.ts';
import { limitWarnings } from '#bot/teams/limited-warnings.ts';
import { createServer, type Slowest } from '#bot/teams/server.ts';
import { systemClock } from '#bot/system-clock.ts';
import type { TeamsSettings } from '#bot/teams/settings.ts';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.ts';

export const appId = '11111111-2222-4333-8444-555555555555';
export const tenant = '5a7b0c1d-1111-4c0a-9e00-00000000c0a0';
const serviceUrl = 'https://smba.trafficmanager.net/emea/';
/** What a token of the Bot Connector for our bot says. */
export const connectorClaims = { iss: 'https://api.botframework.com', aud: appId, serviceurl: serviceUrl };

/** A click as Teams sends it. */
export const click = {
  type: 'invoke',
  name: 'adaptiveCard/action',
  id: 'one',
  channelId: 'msteams',
  serviceUrl,
  from: { id: '29:a', name: 'Alex Wilber', aadObjectId: 'e0000000-0000-4000-8000-000000000001' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1', conversationType: 'personal', tenantId: tenant },
  channelData: { tenant: { id: tenant } },
  value: { action: { verb: 'retry', data: {} } },
};

export const doorSettings: TeamsSettings = {
  identity: { kind: 'password', appId, tenantId: tenant, password: new Secret('not-a-secret') },
  tenant,
  roles: { operatorsGroupId: 'o', auditorsGroupId: null },
  teamsAppId: 'x',
};

/** The public cloud, but that its keys are the issuer's; nobody is there who would give the bot a token. */
export function cloudOf({ metadataUrl }: Pick<TokenIssuer, 'metadataUrl'>) {
  return {
    ToChannelFromBotLoginUrl: 'https://127.0.0.1:1',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    OAuthUrl: 'https://127.0.0.1:1',
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
    CallerId: 'urn:botframework:azure',
  };
}

/** The way in as in production, up to where an activity is handed on; tokens are issued on this machine. */
export interface DoorStage {
  readonly origin: string;
  readonly issuer: TokenIssuer;
  /** What came through. */
  readonly seen: Admitted[];
  readonly lines: string[];
  /** Thrown instead of taking an activity, while set. */
  trouble: Error | null;
  storeWorks: boolean;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  asTeams(body: object): Promise<Response>;
  close(): Promise<void>;
}

export async function doorStage(more: { readonly slowest?: Slowest } = {}): Promise<DoorStage> {
  const issuer = await startTokenIssuer();
  const lines: string[] = [];
  const note = (facts: object, text: string): void => void lines.push(`${text} ${JSON.stringify(facts)}`);
  const log = { debug: note, info: note, warn: note, error: note };
  const adapter = createAdapter(doorSettings, log, cloudOf(issuer));
  const take = async (activity: Admitted): Promise<void> => {
    if (stage.trouble) throw stage.trouble;
    stage.seen.push(activity);
  };
  const edge: AppParts['edge'] = {
    message: take,
    installed: take,
    consent: take,
    click: (activity) => take(activity).then(() => messageBody('taken')),
  };
  const closing = new AbortController();
  const limited = limitWarnings(log, systemClock, closing.signal);
  const takeTurn = createApp({ adapter, edge, tenant, log: limited });
  const ready = async (): Promise<void> => {
    if (!stage.storeWorks) throw new Error('down');
  };
  const parts = { adapter, takeTurn, sandbox: false, ready, clock: systemClock, log: limited };
  const server = createServer({ ...parts, ...more });
  const origin = await server.listen(0, '127.0.0.1');
  const stage: DoorStage = {
    origin,
    issuer,
    seen: [],
    lines,
    trouble: null,
    storeWorks: true,
    post: (body, headers = {}) =>
      fetch(`${origin}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    asTeams: (body) => stage.post(body, { authorization: `Bearer ${issuer.token(connectorClaims)}` }),
    async close() {
      await server.close();
      closing.abort();
      await issuer.close();
    },
  };
  return stage;
}
