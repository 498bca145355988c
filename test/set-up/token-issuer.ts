import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a token is made; what is left out is as the Bot Connector does it. */
export interface TokenMaking {
  /** `foreign`: by a key nobody published. `public-as-secret`: HMAC, with the published key as its secret. */
  readonly key?: 'foreign' | 'public-as-secret';
  /** Says so in its head; `none` is not signed at all. */
  readonly alg?: 'none' | 'HS256';
  /** Laid over the head. */
  readonly head?: object;
}

/** An issuer of tokens on this machine, with the metadata the SDK fetches keys from. */
export interface TokenIssuer {
  readonly metadataUrl: string;
  /** A claim that is `undefined` is left out. */
  token(claims: object, how?: TokenMaking): string;
  close(): Promise<void>;
}

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const server = createServer((request, response) => {
    const { n, e } = own.publicKey.export({ format: 'jwk' });
    const keys = [{ kid: 'one', kty: 'RSA', n, e, endorsements: ['msteams'] }];
    const answer = request.url === '/keys' ? { keys } : { jwks_uri: `${url()}/keys` };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signed = (text: string, { key, alg }: TokenMaking): string => {
    if (alg === 'none') return '';
    if (key === 'public-as-secret') return hmac(text, own.publicKey);
    return rsa(text, key === 'foreign' ? foreign.privateKey : own.privateKey);
  };
  return {
    metadataUrl: `${url()}/metadata`,
    token(claims, how = {}) {
      const head = part({ alg: how.alg ?? 'RS256', typ: 'JWT', kid: 'one', ...how.head });
      const now = Math.floor(Date.now() / 1000);
      const text = `${head}.${part({ nbf: now - 60, exp: now + 600, ...claims })}`;
      return `${text}.${signed(text, how)}`;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function rsa(text: string, key: KeyObject): string {
  return sign('RSA-SHA256', Buffer.from(text), key).toString('base64url');
}

/** In the very form in which the SDK hands the key to its token library. */
function hmac(text: string, key: KeyObject): string {
  const secret = key.export({ type: 'pkcs1', format: 'pem' });
  return createHmac('sha256', secret).update(text).digest('base64url');
}
