import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An issuer of tokens on this machine, with the metadata the SDK fetches keys from. */
export interface TokenIssuer {
  readonly metadataUrl: string;
  /** A signed token; `key: 'foreign'` is signed by a key nobody published, `alg: 'none'` is not signed at all. */
  token(claims: object, how?: { readonly key?: 'foreign'; readonly alg?: 'none' }): string;
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
  return {
    metadataUrl: `${url()}/metadata`,
    token(claims, { key, alg } = {}) {
      const head = part({ alg: alg ?? 'RS256', typ: 'JWT', kid: 'one' });
      const now = Math.floor(Date.now() / 1000);
      const text = `${head}.${part({ nbf: now - 60, exp: now + 600, ...claims })}`;
      return `${text}.${alg === 'none' ? '' : signature(text, key ? foreign.privateKey : own.privateKey)}`;
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

function signature(text: string, key: KeyObject): string {
  return sign('RSA-SHA256', Buffer.from(text), key).toString('base64url');
}
