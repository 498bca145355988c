import { Secret } from '../secret.ts';
import type { Given } from './given.ts';

/** How to reach Graph, Exchange, SharePoint and Azure. */
export interface CloudConfig {
  /** The company's tenant. */
  readonly tenantId: string;
  readonly credential: CloudCredential;
  /** False: the company has no subscription, so that seeing none is no error. */
  readonly usesAzure: boolean;
  /** Origins without a slash at the end. */
  readonly origins: Origins;
}

interface Origins {
  readonly graph: string;
  readonly exchange: string;
  readonly azure: string;
  readonly login: string;
  readonly sharePoint: string;
  /** Where people's OneDrives are. */
  readonly oneDrive: string;
}

type CloudCredential =
  | {
      readonly kind: 'certificate';
      readonly clientId: string;
      readonly path: string;
      readonly password: Secret | null;
    }
  | { readonly kind: 'secret'; readonly clientId: string; readonly secret: Secret }
  /** `clientId` null: the identity that the machine itself has. */
  | { readonly kind: 'managed-identity'; readonly clientId: string | null };

export function cloudConfig(given: Given, canRead: (path: string) => boolean): CloudConfig | null {
  const tenantId = given.values.TENANT_ID ?? given.need('MicrosoftAppTenantId');
  const credential = credentialOf(given, canRead);
  const graph = given.need('GRAPH_BASE_URL');
  const exchange = given.need('EXCHANGE_BASE_URL');
  const azure = given.need('ARM_BASE_URL');
  const login = given.need('LOGIN_BASE_URL');
  const host = given.need('SHAREPOINT_HOST');
  if (!tenantId || !credential || !graph || !exchange || !azure || !login || !host) return null;
  const sharePoint = `https://${host}`;
  const oneDrive = `https://${host.replace('.', '-my.')}`;
  const usesAzure = given.values.USES_AZURE !== 'no';
  return {
    tenantId,
    credential,
    usesAzure,
    origins: { graph, exchange, azure, login, sharePoint, oneDrive },
  };
}

function credentialOf(given: Given, canRead: (path: string) => boolean): CloudCredential | null {
  const kind = given.need('PROVIDER_CREDENTIAL');
  if (kind === null) return null;
  if (kind === 'managed-identity') return { kind, clientId: given.values.AZURE_CLIENT_ID ?? null };
  const clientId = given.need('AZURE_CLIENT_ID');
  const because = `PROVIDER_CREDENTIAL is ${kind}`;
  if (kind === 'secret') {
    const secret = given.need('AZURE_CLIENT_SECRET', because);
    return clientId && secret ? { kind, clientId, secret: new Secret(secret) } : null;
  }
  const path = given.need('AZURE_CLIENT_CERTIFICATE_PATH', because);
  if (path && !canRead(path)) {
    return given.refuse('AZURE_CLIENT_CERTIFICATE_PATH', 'names a file that cannot be read');
  }
  const chosen = given.values.AZURE_CLIENT_CERTIFICATE_PASSWORD;
  const password = chosen === undefined ? null : new Secret(chosen);
  return clientId && path ? { kind, clientId, path, password } : null;
}
