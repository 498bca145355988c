import { z } from 'zod';
import { optional, withDefault } from './setting-facts.ts';
import { channelId, httpsUrl, mongoUri, wholeNumber } from './value-types.ts';

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
  RETENTION_YEARS: withDefault(wholeNumber(0, 100), {
    section,
    about:
      'Years for which a closed case stays readable: before, nothing of it is erased; from then on it should be. HIPAA asks for six (45 CFR 164.316(b)(2)(i)).',
    example: '7',
    fallback: '6',
  }),
  CHECKPOINT_FOLDER: withDefault(z.string().min(1), {
    section,
    about:
      'Folder for the key that signs the log’s checkpoints and for a copy of each of them. Keep it where the database’s administrators cannot write; several processes share one.',
    example: '/var/lib/offboarding-checkpoints',
    fallback: 'checkpoints',
  }),
  CHECKPOINT_URL: optional(httpsUrl, {
    section,
    about:
      'Address under which every checkpoint is also written, once: a container of Azure Blob Storage with an immutability policy and a signature that may create and read, or another store that takes PUT with If-None-Match.',
    example: 'https://contosoaudit.blob.core.windows.net/checkpoints?sv=2025-07-05&sig=…',
    secret: true,
  }),
  CHECKPOINT_CHANNEL: optional(channelId, {
    section,
    about:
      'Channel of Teams in which the newest checkpoint is said, at most once an hour. Add the app to its team; the id stands in “Get link to channel”.',
    example: '19:0123456789abcdef0123456789abcdef@thread.tacv2',
  }),
};
