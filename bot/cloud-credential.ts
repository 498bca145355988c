import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { KnownSecrets } from './known-secrets.ts';
import type { CloudConfig } from './settings/cloud-config.ts';

/** Signs in to Graph, Exchange, SharePoint and Azure as the settings say. Asks for no token yet. */
export function cloudCredential(cloud: CloudConfig, secrets: KnownSecrets): TokenCredential {
  const credential = chosenCredential(cloud);
  return {
    async getToken(scopes, options) {
      try {
        const token = await credential.getToken(scopes, options);
        if (token) secrets.add(token.token);
        return token;
      } catch (error) {
        throw discreet(error, secrets);
      }
    },
  };
}

/** A sign-in service, or a proxy before it, may repeat what it was sent. The original is left behind: it has it all. */
function discreet(error: unknown, secrets: KnownSecrets): Error {
  return new Error(secrets.hide(error instanceof Error ? error.message : 'no token'));
}

function chosenCredential({ tenantId, credential, origins }: CloudConfig): TokenCredential {
  const options = { authorityHost: origins.login };
  if (credential.kind === 'managed-identity') {
    const { clientId } = credential;
    return new ManagedIdentityCredential(clientId === null ? {} : { clientId });
  }
  if (credential.kind === 'secret') {
    return new ClientSecretCredential(tenantId, credential.clientId, credential.secret.reveal(), options);
  }
  const { path: certificatePath, password } = credential;
  const file = { certificatePath, ...(password === null ? {} : { certificatePassword: password.reveal() }) };
  return new ClientCertificateCredential(tenantId, credential.clientId, file, options);
}
