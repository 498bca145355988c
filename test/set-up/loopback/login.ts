import type { Permission } from '#providers/permission.ts';
import type { Asked, Told } from './internet.ts';

/** Microsoft's sign-in service, as far as an application needs it. */
export interface Login {
  readonly answer: (asked: Asked) => Told;
  /** Every token it gave out, and everything it was shown as a proof. */
  readonly secrets: readonly string[];
}

const host = 'https://login.microsoftonline.com';

export function makeLogin(granted: readonly Permission[]): Login {
  const secrets: string[] = [];

  function token(body: string): Told {
    const form = new URLSearchParams(body);
    for (const proof of ['client_secret', 'client_assertion']) {
      const shown = form.get(proof);
      if (shown) secrets.push(shown);
    }
    const given = tokenFor(form.get('scope') ?? '', granted, secrets.length);
    secrets.push(given);
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: given } };
  }

  return {
    secrets,
    answer({ method, path, body }) {
      if (method === 'POST' && path.includes('/oauth2/')) return token(body);
      const [, tenant = ''] = path.split('/');
      return { status: 200, body: path.startsWith('/common/discovery') ? instances : metadataOf(tenant) };
    },
  };
}

/** The sandbox reads its own tokens only; to everybody else any text is one. */
function tokenFor(scope: string, granted: readonly Permission[], nth: number): string {
  const aud = scope.replace(/\/\.default$/, '');
  const claims = { granted, aud, canary: `canary-of-token-${nth}` };
  return `sandbox.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
}

const instances = {
  tenant_discovery_endpoint: `${host}/common/v2.0/.well-known/openid-configuration`,
  'api-version': '1.1',
  metadata: [
    {
      preferred_network: 'login.microsoftonline.com',
      preferred_cache: 'login.windows.net',
      aliases: ['login.microsoftonline.com', 'login.windows.net'],
    },
  ],
};

function metadataOf(tenant: string) {
  return {
    issuer: `${host}/${tenant}/v2.0`,
    authorization_endpoint: `${host}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${host}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${host}/${tenant}/discovery/v2.0/keys`,
  };
}
