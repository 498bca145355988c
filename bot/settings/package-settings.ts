import { z } from 'zod';
import { optional } from './setting-facts.ts';
import { hostName, httpsUrl, id } from './value-types.ts';

const section = 'App package';
const toPackage = 'for npm run package';

export const packageSettings = {
  TEAMS_APP_EXTERNAL_ID: optional(id, {
    section,
    about:
      'Id in the Teams app manifest, by which the bot finds itself in the catalogue to install itself for an approver. MicrosoftAppId when left out.',
    example: 'cccccccc-dddd-4eee-8fff-000000000000',
  }),
  PUBLIC_HOST: optional(hostName, {
    section,
    about: 'Host name under which the bot is reached from outside.',
    example: 'offboarding.contoso.com',
    required: toPackage,
  }),
  PUBLISHER_NAME: optional(z.string().max(32, 'must have at most 32 characters'), {
    section,
    about: 'Who offers the app, as Teams shows it.',
    example: 'Contoso IT',
    required: toPackage,
  }),
  PUBLISHER_URL: optional(httpsUrl, {
    section,
    about: 'Page with help about the app.',
    example: 'https://contoso.com/it/offboarding',
    required: toPackage,
  }),
  PRIVACY_URL: optional(httpsUrl, {
    section,
    about: 'Page with the privacy notice.',
    example: 'https://contoso.com/privacy',
    required: toPackage,
  }),
  TERMS_URL: optional(httpsUrl, {
    section,
    about: 'Page with the terms of use.',
    example: 'https://contoso.com/terms',
    required: toPackage,
  }),
};
