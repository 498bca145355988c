import { z } from 'zod';
import { optional } from './setting-facts.ts';
import { mongoUri } from './value-types.ts';

const section = 'Log';

export const storeSettings = {
  MONGODB_URI: optional(mongoUri, {
    section,
    about: 'MongoDB server and database that hold OffboardingLog.',
    example: 'mongodb://mongo.contoso.com:27017/offboarding?tls=true',
    required: 'unless LOG_FILE is given',
    secret: true,
  }),
  LOG_FILE: optional(z.string(), {
    section,
    about:
      'File that holds OffboardingLog when there is no MongoDB: one process on one machine only. Back it up.',
    example: '/var/lib/offboarding/log.db',
    required: 'unless MONGODB_URI is given',
  }),
};
