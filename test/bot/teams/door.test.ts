import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter } from '#bot/teams/adapter.ts';
import {
  appId,
  click,
  connectorClaims,
  doorSettings,
  type DoorStage,
  doorStage,
  tenant,
} from '#test/set-up/door-stage.ts';

let door: DoorStage;

/** The SDK's own list of issuers, one for the whole process, which grows with every tenant id it is shown. */
function tenantsKnownToSdk(): number {
  const file = '../../../node_modules/botframework-connector/lib/auth/tokenValidationParameters.js';
  const module = createRequire(import.meta.url)(file) as {
    ToBotFromBotOrEmulatorTokenValidationParameters: { issuer: readonly string[] };
  };
  return module.ToBotFromBotOrEmulatorTokenValidationParameters.issuer.length;
}

beforeAll(async () => {
  door = await doorStage();
});
afterAll(() => door.close());
beforeEach(() => {
  door.seen.length = 0;
  door.lines.length = 0;
  door.trouble = null;
  door.storeWorks = true;
});

describe('who may speak to the bot', () => {
  it('takes what the Bot Connector signed for it', async () => {
    const answer = await door.asTeams(click);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'taken',
    });
  });

  const entra = { iss: `https://login.microsoftonline.com/${tenant}/v2.0`, tid: tenant, ver: '2.0' };
  const strangers: readonly (readonly [string, () => string])[] = [
    ['somebody without a token', () => ''],
    ['a token that is no token', () => 'Bearer a.b.c'],
    ['a token that nobody signed', () => `Bearer ${door.issuer.token(connectorClaims, { alg: 'none' })}`],
    [
      'a token signed by a key nobody published',
      () => `Bearer ${door.issuer.token(connectorClaims, { key: 'foreign' })}`,
    ],
    [
      'a token of another issuer',
      () => `Bearer ${door.issuer.token({ ...connectorClaims, iss: 'https://evil.example' })}`,
    ],
    ['a token for another bot', () => `Bearer ${door.issuer.token({ ...connectorClaims, aud: 'another' })}`],
    [
      'a token for another service',
      () => `Bearer ${door.issuer.token({ ...connectorClaims, serviceurl: 'https://evil.example' })}`,
    ],
    ['a token that is over', () => `Bearer ${door.issuer.token({ ...connectorClaims, exp: 1_000_000_000 })}`],
    [
      'an emulator with a token of our own tenant',
      () => `Bearer ${door.issuer.token({ ...entra, aud: appId, azp: appId })}`,
    ],
    [
      'a skill with a token of our own tenant',
      () => `Bearer ${door.issuer.token({ ...entra, aud: appId, azp: 'another-app' })}`,
    ],
    [
      'a token of the connector with a second issuer',
      () => `Bearer ${door.issuer.token({ ...connectorClaims, iss: [connectorClaims.iss] })}`,
    ],
  ];
  it.each(strangers)('turns away %s', async (_name, authorization) => {
    const answer = await door.post(click, { authorization: authorization() });

    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('{"code":"401"}');
    expect(door.seen).toEqual([]);
  });

  it('does not let strangers fill its memory with tenants they name', async () => {
    const before = tenantsKnownToSdk();
    const claims = { iss: 'https://sts.windows.net/made-up/', tid: 'made-up', aud: appId };
    await door.post(click, { authorization: `Bearer ${door.issuer.token(claims)}` });

    expect(tenantsKnownToSdk()).toBe(before);
  });

  it('does not start without an app id, unless it is told that this is the sandbox', () => {
    const quiet = { debug() {}, info() {}, warn() {}, error() {} };
    expect(() => createAdapter({ ...doorSettings, identity: null }, quiet)).toThrow('open to all');
    expect(() =>
      createAdapter(
        { ...doorSettings, identity: { kind: 'managed-identity', appId: '', tenantId: tenant } },
        quiet,
      ),
    ).toThrow('open to all');
    expect(() =>
      createAdapter({ ...doorSettings, identity: null, sandbox: { people: [] } }, quiet),
    ).not.toThrow();
  });
});

describe('whose activities are looked at', () => {
  it.each(['directline', 'webchat', 'emulator', 'AseChannel'])(
    'none of the channel %s',
    async (channelId) => {
      const answer = await door.asTeams({ ...click, channelId });

      expect(answer.status).toBe(403);
      expect(door.seen).toEqual([]);
    },
  );

  const foreign = '99999999-0000-4000-8000-000000000000';
  it.each([
    ['of another tenant', { conversation: { ...click.conversation, tenantId: foreign } }],
    ['with another tenant in its channel data', { channelData: { tenant: { id: foreign } } }],
    ['that names no tenant', { conversation: { id: 'a:1' }, channelData: {} }],
  ])('none %s', async (_name, change) => {
    const answer = await door.asTeams({ ...click, ...change });

    expect(answer.status).toBe(403);
    expect(door.seen).toEqual([]);
    expect(door.lines.join()).toContain('not admitted');
  });

  it.each([
    ['without a directory id', { id: '29:guest' }],
    ['whose directory id is none', { id: '29:guest', aadObjectId: 'me' }],
  ])('none of a guest %s, who is told why', async (_name, from) => {
    const answer = await door.asTeams({ ...click, from });

    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain('directory');
    expect(door.seen).toEqual([]);
  });
});
