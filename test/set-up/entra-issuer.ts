import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { contoso, personOf } from '#providers/sandbox/people.ts';

/** Microsoft's sign-in service, as far as whoever checks its tokens needs it. */
export interface EntraIssuer {
  /** Answers for its keys; fails while `isDown`. */
  readonly fetch: typeof globalThis.fetch;
  /** How often the keys were asked for. */
  asked: number;
  isDown: boolean;
  /** A new key signs from now on, and the old one is no longer published. */
  rotate(): void;
  /** A token as Teams gets one for a person of Contoso. A claim that is `undefined` is left out. */
  token(who: string, claims?: Claims, how?: TokenMaking): Promise<string>;
}

export type Claims = Readonly<Record<string, unknown>>;

export interface TokenMaking {
  readonly key?: 'foreign' | 'public-as-secret';
  readonly alg?: 'RS256' | 'HS256' | 'PS256';
  readonly kid?: string;
}

export const login = 'https://login.microsoftonline.com';
export const tabClientId = 'f0000000-0000-4000-8000-000000000001';
export const teamsOnTheDesktop = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';

export function entraIssuer(now: () => Date = () => new Date()): EntraIssuer {
  const foreign = newKey('foreign');
  let own = newKey('key-1');
  let keys = 1;

  const issuer: EntraIssuer = {
    asked: 0,
    isDown: false,
    async fetch(address) {
      issuer.asked += 1;
      if (issuer.isDown) throw new TypeError('fetch failed');
      const isOurs = new Request(address).url === `${login}/${contoso.tenantId}/discovery/v2.0/keys`;
      return isOurs ? Response.json({ keys: [own.jwk] }) : new Response('', { status: 404 });
    },
    rotate() {
      keys += 1;
      own = newKey(`key-${keys}`);
    },
    token(who, claims = {}, { key, alg = 'RS256', kid = own.kid } = {}) {
      const signer = key === 'foreign' ? foreign.privateKey : own.privateKey;
      const secret = new TextEncoder().encode(own.publicPem);
      return new SignJWT({ ...usualClaims(who, now()), ...claims })
        .setProtectedHeader({ alg, typ: 'JWT', kid })
        .sign(key === 'public-as-secret' ? secret : signer);
    },
  };
  return issuer;
}

function usualClaims(who: string, now: Date): JWTPayload {
  const seconds = Math.floor(now.getTime() / 1000);
  const { id, name, upn } = personOf(who);
  return {
    aud: tabClientId,
    iss: `${login}/${contoso.tenantId}/v2.0`,
    iat: seconds - 60,
    nbf: seconds - 60,
    exp: seconds + 3600,
    azp: teamsOnTheDesktop,
    name,
    oid: id,
    preferred_username: upn,
    scp: 'access_as_user',
    tid: contoso.tenantId,
    ver: '2.0',
  };
}

function newKey(kid: string) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey: KeyObject = createPublicKey(privateKey);
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' };
  return { kid, privateKey, jwk, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}
