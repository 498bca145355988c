import { z } from 'zod';
import { optional, required, withDefault } from './setting-facts.ts';
import { id, microsoftOrigin, oneOf, sharePointHost } from './value-types.ts';

const section = 'Microsoft 365 and Azure';

/** The AZURE_ names are those of @azure/identity. */
export const cloudSettings = {
  TENANT_ID: optional(id, {
    section,
    about:
      "The company's tenant: only its people may use the bot, only its people are offboarded. MicrosoftAppTenantId when left out.",
    example: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  }),
  PROVIDER_CREDENTIAL: withDefault(oneOf(['certificate', 'secret', 'managed-identity']), {
    section,
    about:
      'How the bot signs in to Graph, Exchange, SharePoint and Azure. SharePoint refuses tokens got with a secret.',
    example: 'certificate',
    fallback: 'certificate',
  }),
  AZURE_CLIENT_ID: optional(id, {
    section,
    about:
      'Application id that holds the permissions; another one than the bot has. With a managed identity: its client id, left out for the one of the machine.',
    example: 'bbbbbbbb-cccc-4ddd-8eee-ffffffffffff',
    required: 'unless PROVIDER_CREDENTIAL is managed-identity',
  }),
  AZURE_CLIENT_CERTIFICATE_PATH: optional(z.string(), {
    section,
    about: 'File with certificate and private key, PEM or PFX.',
    example: '/etc/offboarding/providers.pem',
    required: 'when PROVIDER_CREDENTIAL is certificate',
  }),
  AZURE_CLIENT_CERTIFICATE_PASSWORD: optional(z.string(), {
    section,
    about: 'Password of that file, if it has one.',
    example: 'the password chosen at export',
    secret: true,
  }),
  AZURE_CLIENT_SECRET: optional(z.string(), {
    section,
    about: 'Client secret of AZURE_CLIENT_ID.',
    example: 'the value that Azure shows once',
    required: 'when PROVIDER_CREDENTIAL is secret',
    secret: true,
  }),
  USES_AZURE: withDefault(oneOf(['yes', 'no']), {
    section,
    about:
      'Whether the company has Azure subscriptions. With yes, seeing none is an error: Azure shows a caller without a role nothing at all.',
    example: 'no',
    fallback: 'yes',
  }),
  SHAREPOINT_HOST: required(sharePointHost, {
    section,
    about: "Host of the company's SharePoint; people's OneDrives are beside it.",
    example: 'contoso.sharepoint.com',
  }),
  GRAPH_BASE_URL: withDefault(microsoftOrigin, {
    section,
    about: 'Microsoft Graph; another one in national clouds.',
    example: 'https://graph.microsoft.us',
    fallback: 'https://graph.microsoft.com',
  }),
  EXCHANGE_BASE_URL: withDefault(microsoftOrigin, {
    section,
    about: 'Exchange Online; another one in national clouds.',
    example: 'https://outlook.office365.us',
    fallback: 'https://outlook.office365.com',
  }),
  ARM_BASE_URL: withDefault(microsoftOrigin, {
    section,
    about: 'Azure Resource Manager; another one in national clouds.',
    example: 'https://management.usgovcloudapi.net',
    fallback: 'https://management.azure.com',
  }),
  LOGIN_BASE_URL: withDefault(microsoftOrigin, {
    section,
    about: 'Where tokens are got; another one in national clouds.',
    example: 'https://login.microsoftonline.us',
    fallback: 'https://login.microsoftonline.com',
  }),
};
