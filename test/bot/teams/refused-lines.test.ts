import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { click, connectorClaims, type DoorStage, doorStage } from '#test/set-up/door-stage.ts';
import type { TokenMaking } from '#test/set-up/token-issuer.ts';

let door: DoorStage;

beforeEach(async () => {
  door = await doorStage();
});
afterEach(() => door.close());

const now = Math.floor(Date.now() / 1000);
const hour = 3600;
interface BadToken {
  readonly what: string;
  readonly why: string;
  /** Over those of a right one. */
  readonly claims?: object;
  readonly making?: TokenMaking;
}
const badTokens: readonly BadToken[] = [
  { what: 'of another issuer', why: 'issuer', claims: { iss: 'https://evil.example' } },
  { what: 'with a wrong signature', why: 'signature', making: { key: 'foreign' } },
  { what: 'signed with a key nobody knows', why: 'signature', making: { head: { kid: 'two' } } },
  { what: 'of yesterday', why: 'expired', claims: { exp: now - hour } },
  { what: 'of tomorrow', why: 'not-yet-valid', claims: { nbf: now + hour } },
  { what: 'without an end', why: 'issuer', claims: { exp: undefined } },
  { what: 'for another bot', why: 'audience', claims: { aud: 'another' } },
  { what: 'for another service', why: 'service', claims: { serviceurl: 'https://evil.example' } },
];
const badRequests = [
  { what: 'without a token', body: click, status: 401, why: 'no-token' },
  { what: 'that is no JSON', body: '{"type":', status: 400, why: 'malformed' },
  { what: 'that is too large', body: 'x'.repeat(300_000), status: 413, why: 'too-large' },
  {
    what: 'of another content',
    body: 'x',
    headers: { 'content-type': 'text/plain' },
    status: 415,
    why: 'content-type',
  },
];

const lineOf = (status: number, why: string): string =>
  `a request was refused ${JSON.stringify({ status, why, from: '127.0.0.1' })}`;

describe('a refused request leaves one warning that says why and from where, and nothing of what it carried', () => {
  it.each(badTokens)('with a token $what', async ({ why, claims, making }) => {
    const token = door.issuer.token({ ...connectorClaims, ...claims }, making);
    const { status } = await door.post(click, { authorization: `Bearer ${token}` });

    expect(status).toBe(401);
    expect(door.lines).toEqual([lineOf(401, why)]);
  });

  it.each(badRequests)('$what', async ({ body, headers, status, why }) => {
    await door.post(body, headers);

    expect(door.lines).toEqual([lineOf(status, why)]);
  });

  it('and one that is taken leaves none', async () => {
    expect((await door.asTeams(click)).status).toBe(200);
    expect(door.lines).toEqual([]);
  });
});
