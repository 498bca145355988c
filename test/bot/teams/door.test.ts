import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter } from '#bot/teams/adapter.ts';
import { appId, click, doorSettings, type DoorStage, doorStage, tenant } from '#test/set-up/door-stage.ts';

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
