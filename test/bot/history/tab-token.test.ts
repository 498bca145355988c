import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tabTokenCheck } from '#bot/history/check-tab-token.ts';
import { SignInDown } from '#bot/history/sign-in.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import {
  type Claims,
  type EntraIssuer,
  entraIssuer,
  login,
  tabClientId,
  type TokenMaking,
} from '#test/set-up/entra-issuer.ts';

const seconds = (now: number): number => Math.floor(Date.now() / 1000) + now;
const other = '99999999-0000-4000-8000-000000000009';

let issuer: EntraIssuer;
let check: ReturnType<typeof tabTokenCheck>;

beforeEach(() => {
  issuer = entraIssuer();
  check = freshCheck();
});
afterEach(() => {
  vi.useRealTimers();
});

function freshCheck() {
  const { tenantId: tenant } = contoso;
  return tabTokenCheck({ tenant, clientId: tabClientId, login, fetch: issuer.fetch, now: () => new Date() });
}

describe('a token that Teams got for somebody', () => {
  it('tells who is reading, by object id', async () => {
    expect(await check(await issuer.token('adelev'))).toEqual({
      id: personOf('adelev').id,
      name: 'Adele Vance',
    });
  });

  it.each<[string, Claims]>([
    ['one of several scopes is ours', { scp: 'email access_as_user openid' }],
    ['it comes from Teams in the browser', { azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346' }],
    ['it has ended less than a minute ago, by our clock', { exp: seconds(-30) }],
  ])('is good where %s', async (_, claims) => {
    expect(await check(await issuer.token('adelev', claims))).not.toBeNull();
  });

  it.each<[string, Claims]>([
    ['another issuer', { iss: `${login}/${other}/v2.0` }],
    ['an issuer that only begins as ours does', { iss: `${login}/${contoso.tenantId}/v2.0/` }],
    ['the issuer of version 1', { iss: `https://sts.windows.net/${contoso.tenantId}/` }],
    ['no issuer', { iss: undefined }],
    ['another tenant', { tid: other }],
    ['no tenant', { tid: undefined }],
    ['another audience', { aud: other }],
    ['the address of the API as its audience', { aud: `api://offboarding.contoso.com/botid-${tabClientId}` }],
    ['several audiences', { aud: [tabClientId, other] }],
    ['no audience', { aud: undefined }],
    ['another scope', { scp: 'User.Read' }],
    ['a scope that only contains ours', { scp: 'access_as_user_admin' }],
    ['no scope, as one for an application has', { scp: undefined, roles: ['access_as_user'] }],
    ['another client', { azp: tabClientId }],
    ['no client', { azp: undefined }],
    ['an end that has passed', { exp: seconds(-120) }],
    ['no end', { exp: undefined }],
    ['a beginning that is to come', { nbf: seconds(120) }],
    ['no beginning', { nbf: undefined }],
    ['version 1', { ver: '1.0' }],
    ['no object id', { oid: undefined }],
    ['an object id that is none', { oid: "' or 1 eq 1" }],
    ['what Teams sends to the bot', { iss: 'https://api.botframework.com' }],
  ])('is refused with %s', async (_, claims) => {
    expect(await check(await issuer.token('adelev', claims))).toBeNull();
  });

  it.each<[string, TokenMaking]>([
    ['signed by a key nobody published', { key: 'foreign' }],
    ['signed with the public key as a secret', { key: 'public-as-secret', alg: 'HS256' }],
    ['signed in a way Entra does not use', { alg: 'PS256' }],
    ['that names a key nobody knows', { kid: 'unknown' }],
  ])('is refused when it is %s', async (_, how) => {
    expect(await check(await issuer.token('adelev', {}, how))).toBeNull();
  });

  it('is refused without a signature, whatever its head says', async () => {
    const [, payload] = (await issuer.token('adelev')).split('.');
    const head = Buffer.from('{"alg":"none"}').toString('base64url');

    expect(await check(`${head}.${payload}.`)).toBeNull();
  });

  it('is refused when somebody changed what it says', async () => {
    const [head, payload = '', signature] = (await issuer.token('adelev')).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, oid: personOf('alexw').id })).toString(
      'base64url',
    );

    expect(await check(`${head}.${changed}.${signature}`)).toBeNull();
  });

  it.each(['', '.', 'a.b.c', '{}', 'x'.repeat(100_000)])(
    'is refused when it is none: %.20j',
    async (text) => {
      expect(await check(text)).toBeNull();
    },
  );
});

describe('the keys of the sign-in service', () => {
  it('are asked for once, and not again for tokens that name unknown ones', async () => {
    await check(await issuer.token('adelev'));
    for (let nth = 0; nth < 50; nth++)
      await check(await issuer.token('adelev', {}, { kid: `made-up-${nth}` }));

    expect(issuer.asked).toBe(1);
  });

  it('are asked for anew when a new one signs, after half a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await check(await issuer.token('adelev'));
    issuer.rotate();
    const early = await check(await issuer.token('adelev'));
    vi.setSystemTime(Date.now() + 31_000);
    const late = await check(await issuer.token('adelev'));

    expect(early).toBeNull();
    expect(late).not.toBeNull();
    expect(issuer.asked).toBe(2);
  });

  it('make nobody welcome and nobody refused while they cannot be read', async () => {
    issuer.isDown = true;
    const token = await issuer.token('adelev');

    await expect(check(token)).rejects.toThrow(SignInDown);
    issuer.isDown = false;
    expect(await check(token)).not.toBeNull();
  });
});
