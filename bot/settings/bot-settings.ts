import { z } from 'zod';
import { optional, required } from './setting-facts.ts';
import { id, oneOf } from './value-types.ts';

const section = 'Bot registration';

/** Named as the Bot Framework names them, so that every tutorial about Azure Bot fits. */
export const botSettings = {
  MicrosoftAppId: required(id, {
    section,
    about: "Application (client) id of the bot's registration.",
    example: '11111111-2222-4333-8444-555555555555',
  }),
  MicrosoftAppType: required(oneOf(['SingleTenant', 'UserAssignedMsi']), {
    section,
    about:
      'Kind of registration: SingleTenant (password or certificate) or UserAssignedMsi (managed identity). MultiTenant is refused.',
    example: 'SingleTenant',
  }),
  MicrosoftAppTenantId: required(id, {
    section,
    about: 'Tenant of the registration.',
    example: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  }),
  MicrosoftAppPassword: optional(z.string(), {
    section,
    about: 'Client secret of the registration. Prefer a certificate.',
    example: 'the value that Azure shows once',
    required: 'with SingleTenant, unless a certificate is given; never with UserAssignedMsi',
    secret: true,
  }),
  CertificateThumbprint: optional(z.string().regex(/^[0-9a-f]{40}$/i, 'must be 40 hexadecimal digits'), {
    section,
    about: "SHA-1 thumbprint of the bot's certificate.",
    example: 'A1B2C3D4E5F6A7B8C9D0E1F2A3B4C5D6E7F8A9B0',
    required: 'together with CertificatePrivateKey',
  }),
  CertificatePrivateKey: optional(
    z
      .string()
      .transform((text) => text.replaceAll(String.raw`\n`, '\n'))
      .refine((text) => text.includes('PRIVATE KEY-----'), 'must be a private key in PEM form'),
    {
      section,
      about: String.raw`Private key of the bot's certificate, PEM; line breaks may be written as \n.`,
      example: String.raw`-----BEGIN PRIVATE KEY-----\nMII...\n-----END PRIVATE KEY-----`,
      required: 'together with CertificateThumbprint',
      secret: true,
    },
  ),
  TAB_CLIENT_ID: optional(id, {
    section,
    about:
      "Application id that exposes the API access_as_user, for which the History tab's readers get their tokens. MicrosoftAppId when left out.",
    example: 'dddddddd-eeee-4fff-8000-111111111111',
    required: 'for the History tab when MicrosoftAppType is UserAssignedMsi, which can expose no API',
  }),
};
