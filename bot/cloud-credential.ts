import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { CloudConfig } from './settings/cloud-config.ts';

/** Signs in to Graph, Exchange, SharePoint and Azure as the settings say. Asks for no token yet. */
export function cloudCredential({ tenantId, credential, origins }: CloudConfig): TokenCredential {
  const options = { authorityHost: origins.login };
  if (credential.kind === 'managed-identity') {
    const { clientId } = credential;
    return new ManagedIdentityCredential(clientId === null ? {} : { clientId });
  }
  if (credential.kind === 'secret') {
    return new ClientSecretCredential(tenantId, credential.clientId, credential.secret, options);
  }
  const { path: certificatePath, password } = credential;
  const file = { certificatePath, ...(password === null ? {} : { certificatePassword: password }) };
  return new ClientCertificateCredential(tenantId, credential.clientId, file, options);
}
