import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '#bot/secret.ts';
import type { BotIdentity } from '#bot/settings/bot-config.ts';
import { contoso } from '#providers/sandbox/people.ts';
import { appId, cloudOf } from '#test/set-up/door-stage.ts';
import { rawPost } from '#test/set-up/raw-post.ts';
import { activityBy, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';
import { startTokenIssuer, type TokenIssuer, type TokenMaking } from '#test/set-up/token-issuer.ts';
import { type Outgoing, watchOutgoing } from '#test/set-up/watch-outgoing.ts';

/** The whole bot with an identity, as in production: what one order can do that comes with a bad token. */
const identity: BotIdentity = {
  kind: 'password',
  appId,
  tenantId: contoso.tenantId,
  password: new Secret('not-a-secret'),
};
let issuer: TokenIssuer;
let stage: TeamsStage;
let outgoing: Outgoing;

beforeAll(async () => {
  issuer = await startTokenIssuer();
  stage = await teamsStage({ identity }, { cloud: cloudOf(issuer) });
  // The keys are fetched once; from here on nothing has to be.
  await send({ about: 'warm', token: connector, activity: { type: 'typing' } });
  outgoing = watchOutgoing('/api/messages');
});
afterAll(async () => {
  outgoing.stop();
  await stage.stop();
  await issuer.close();
});
beforeEach(() => {
  outgoing.urls.length = 0;
});

interface Attempt {
  readonly about: string;
  /** Claims of the token, over those of a right one; `null` for none at all. */
  readonly token: object | null;
  readonly making?: TokenMaking;
  /** The header lines instead, made of the token. */
  readonly headers?: (token: string) => readonly (readonly [string, string])[];
  readonly path?: (token: string) => string;
  /** Over what Teams would send. */
  readonly activity?: object;
}

const connector = { iss: 'https://api.botframework.com', aud: appId };
const tid = contoso.tenantId;
const entra = { tid, ver: '2.0', azp: appId, aud: appId, serviceurl: undefined };
const now = Math.floor(Date.now() / 1000);
const hour = 3600;
const jwk = { kty: 'RSA', n: 'AQAB', e: 'AQAB' };

const badHeaders: readonly Attempt[] = [
  { about: 'no header', token: connector, headers: () => [] },
  { about: 'an empty header', token: connector, headers: () => [['authorization', '']] },
  { about: 'only the scheme', token: connector, headers: () => [['authorization', 'Bearer ']] },
  { about: 'no scheme', token: connector, headers: (token) => [['authorization', token]] },
  {
    about: 'the scheme in lower case',
    token: connector,
    headers: (token) => [['authorization', `bearer ${token}`]],
  },
  { about: 'another scheme', token: connector, headers: (token) => [['authorization', `Basic ${token}`]] },
  { about: 'two blanks', token: connector, headers: (token) => [['authorization', `Bearer  ${token}`]] },
  {
    about: 'two headers, the second right',
    token: connector,
    headers: (token) => [
      ['authorization', 'Bearer a.b.c'],
      ['authorization', `Bearer ${token}`],
    ],
  },
  {
    about: 'two headers, both right',
    token: connector,
    headers: (token) => [
      ['authorization', `Bearer ${token}`],
      ['Authorization', `Bearer ${token}`],
    ],
  },
  {
    about: 'two tokens in one header',
    token: connector,
    headers: (token) => [['authorization', `Bearer ${token}, Bearer ${token}`]],
  },
  {
    about: 'the token in a cookie',
    token: connector,
    headers: (token) => [['cookie', `authorization=Bearer ${token}`]],
  },
  {
    about: 'the token for a proxy',
    token: connector,
    headers: (token) => [['proxy-authorization', `Bearer ${token}`]],
  },
  {
    about: 'the token in the query',
    token: connector,
    headers: () => [],
    path: (token) => `/api/messages?access_token=${token}&authorization=Bearer%20${token}`,
  },
  { about: 'words instead of a token', token: null },
];

const badSignatures: readonly Attempt[] = [
  { about: 'no signature (alg none)', token: connector, making: { alg: 'none' } },
  { about: 'no signature (alg nOnE)', token: connector, making: { alg: 'none', head: { alg: 'nOnE' } } },
  { about: 'a key nobody published', token: connector, making: { key: 'foreign' } },
  {
    about: 'HS256, signed with the public key',
    token: connector,
    making: { alg: 'HS256', key: 'public-as-secret' },
  },
  {
    about: 'RS256 in the head, HMAC by the public key',
    token: connector,
    making: { key: 'public-as-secret' },
  },
  { about: 'an unknown kid', token: connector, making: { head: { kid: 'two' } } },
  { about: 'no kid', token: connector, making: { head: { kid: undefined } } },
  { about: 'a kid that is a path', token: connector, making: { head: { kid: '../../dev/null' } } },
  { about: 'a head that is no JSON', token: null, headers: () => [['authorization', brokenHead()]] },
  {
    about: 'its own key in its head',
    token: connector,
    making: { key: 'foreign', head: { jwk, kid: undefined } },
  },
  {
    about: 'the address of its own keys in its head',
    token: connector,
    making: { key: 'foreign', head: { jku: 'http://127.0.0.1:1/keys', x5u: 'http://127.0.0.1:1/x' } },
  },
];

const badClaims: readonly Attempt[] = [
  ...[
    'https://evil.example',
    'https://api.botframework.com/',
    'https://API.botframework.com',
    'https://api.botframework.com.evil.example',
    'https://api.botframework.us',
    'https://api.botframework.azure.us',
    '',
  ].map((iss) => ({ about: `issuer ${iss || 'left blank'}`, token: { ...connector, iss } })),
  { about: 'no issuer', token: { ...connector, iss: undefined } },
  { about: 'issuers in a list', token: { ...connector, iss: [connector.iss] } },
  ...[
    `https://sts.windows.net/${tid}/`,
    `https://login.microsoftonline.com/${tid}/v2.0`,
    'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
    'https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0',
    `https://login.microsoftonline.us/${tid}/v2.0`,
  ].flatMap((iss) => [
    { about: `emulator, issuer ${iss}`, token: { ...entra, iss } },
    { about: `skill, issuer ${iss}`, token: { ...entra, iss, azp: 'another-app' } },
    { about: `emulator of version 1, issuer ${iss}`, token: { ...entra, iss, ver: '1.0', appid: appId } },
  ]),
  { about: 'a skill that says it is the connector', token: { ...entra, iss: connector.iss, azp: 'another' } },
  { about: 'another audience', token: { ...connector, aud: '99999999-2222-4333-8444-555555555555' } },
  { about: 'no audience', token: { ...connector, aud: undefined } },
  { about: 'audiences in a list', token: { ...connector, aud: [appId] } },
  { about: 'expired', token: { ...connector, exp: now - hour } },
  { about: 'expired as text', token: { ...connector, exp: String(now + hour) } },
  { about: 'no end', token: { ...connector, exp: undefined } },
  { about: 'not valid yet', token: { ...connector, nbf: now + hour } },
  { about: 'no service', token: { ...connector, serviceurl: undefined } },
  { about: 'another service', token: { ...connector, serviceurl: 'https://evil.example' } },
];

const badActivities: readonly Attempt[] = [
  { about: 'a service the token does not name', serviceUrl: 'https://evil.example/' },
  { about: 'no service', serviceUrl: '' },
  { about: 'a service that is a list', serviceUrl: ['https://evil.example/'] },
  ...['directline', 'webchat', 'emulator', 'AseChannel', 'msteams ', 'MSTEAMS', '', 'test'].map(
    (channelId) => ({ about: `channel ${JSON.stringify(channelId)}`, channelId }),
  ),
  {
    about: 'another tenant',
    conversation: { id: 'a:alexw', tenantId: '99999999-0000-4000-8000-000000000000' },
  },
  {
    about: 'another tenant in the channel data',
    channelData: { tenant: { id: '99999999-0000-4000-8000-000000000000' } },
  },
  { about: 'no tenant', conversation: { id: 'a:alexw' }, channelData: {} },
].map(({ about, ...activity }) => ({ about: `a right token, ${about}`, token: connector, activity }));

function brokenHead(): string {
  const [, claims, signature] = issuer.token({ ...connector, serviceurl: stage.connector.url }).split('.');
  return `Bearer ${Buffer.from('{"alg":"RS256"\nlevel: info').toString('base64url')}.${claims}.${signature}`;
}

const message = { type: 'message', text: '/offboard jdoe' };
const click = {
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { verb: 'start', data: { who: 'jdoe', dryRun: false } }, trigger: 'manual' },
};
const installation = { type: 'installationUpdate', action: 'add' };

function send({ token, making, headers, path, activity }: Attempt) {
  const claims = { serviceurl: stage.connector.url, ...token };
  const made = token === null ? 'let me in' : issuer.token(claims, making);
  const lines = headers?.(made) ?? [['authorization', `Bearer ${made}`]];
  const body = { ...activityBy('alexw', stage.connector.url), ...message, ...activity };
  const url = `${stage.origin}${path?.(made) ?? '/api/messages'}`;
  return rawPost(url, [['content-type', 'application/json'], ...lines], JSON.stringify(body));
}

/** Everything that is different when an order was carried out. */
async function traces() {
  const { entries } = await stage.world.store.history({ limit: 1000 });
  const open = await stage.world.store.listOpen();
  return { entries: entries.length, open: open.length, said: stage.connector.calls.length };
}

describe('in production, an order with a bad token', () => {
  const attempts = [...badHeaders, ...badSignatures, ...badClaims, ...badActivities];

  it.each(attempts)('is turned away and does nothing: $about', async (attempt) => {
    const before = await traces();
    for (const order of [message, click, installation]) {
      const activity = { ...order, ...attempt.activity };
      const answer = await send({ ...attempt, activity });

      expect([400, 401, 403]).toContain(answer.status);
      expect(answer.body).toBe(`{"code":"${answer.status}"}`);
    }
    expect(await traces()).toEqual(before);
    expect(outgoing.urls).toEqual([]);
  });

  it('would have been carried out with a right one', async () => {
    const before = await traces();
    const answer = await send({ about: 'right', token: connector });

    expect(answer.status).toBe(200);
    expect((await traces()).open).toBe(before.open + 1);
    expect(outgoing.urls).not.toEqual([]);
  });
});
