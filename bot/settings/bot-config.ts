import { Secret } from '../secret.ts';
import type { Given } from './given.ts';

/** Who the bot is towards Teams, and how it proves it. */
export type BotIdentity = { readonly appId: string; readonly tenantId: string } & (
  | { readonly kind: 'password'; readonly password: Secret }
  | { readonly kind: 'certificate'; readonly thumbprint: string; readonly privateKey: Secret }
  | { readonly kind: 'managed-identity' }
);

export function botConfig(given: Given): BotIdentity | null {
  const appId = given.need('MicrosoftAppId');
  const type = given.need('MicrosoftAppType');
  const tenantId = given.need('MicrosoftAppTenantId');
  const proof = type === 'UserAssignedMsi' ? managedIdentity(given) : passwordOrCertificate(given);
  return appId && type && tenantId && proof ? { appId, tenantId, ...proof } : null;
}

function managedIdentity(given: Given) {
  if (given.values.MicrosoftAppPassword !== undefined) {
    return given.refuse('MicrosoftAppPassword', 'must be left out when MicrosoftAppType is UserAssignedMsi');
  }
  return { kind: 'managed-identity' } as const;
}

function passwordOrCertificate(given: Given) {
  const { CertificateThumbprint, CertificatePrivateKey, MicrosoftAppPassword } = given.values;
  if (CertificateThumbprint !== undefined || CertificatePrivateKey !== undefined) {
    const thumbprint = given.need('CertificateThumbprint', 'CertificatePrivateKey is given');
    const privateKey = given.need('CertificatePrivateKey', 'CertificateThumbprint is given');
    if (MicrosoftAppPassword !== undefined) {
      given.refuse('MicrosoftAppPassword', 'must be left out when a certificate is given');
    }
    return thumbprint && privateKey
      ? ({ kind: 'certificate', thumbprint, privateKey: new Secret(privateKey) } as const)
      : null;
  }
  const password = given.need('MicrosoftAppPassword', 'no certificate is given');
  return password ? ({ kind: 'password', password: new Secret(password) } as const) : null;
}
