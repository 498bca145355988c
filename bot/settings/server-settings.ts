import { z } from 'zod';
import { withDefault } from './setting-facts.ts';
import { oneOf, wholeNumber } from './value-types.ts';

const section = 'Server';

export const serverSettings = {
  PORT: withDefault(wholeNumber(1, 65_535), {
    section,
    about:
      'TCP port for /api/messages, /history, /api/history, /healthz and /readyz. TLS ends at the proxy in front.',
    example: '8080',
    fallback: '3978',
  }),
  LISTEN_HOST: withDefault(z.string().regex(/^[0-9a-z.:-]+$/i, 'must be an address or a host name'), {
    section,
    about: 'Address of the network card to listen on; 127.0.0.1 when the proxy runs on the same machine.',
    example: '127.0.0.1',
    fallback: '0.0.0.0',
  }),
  LOG_LEVEL: withDefault(oneOf(['debug', 'info', 'warn', 'error']), {
    section,
    about:
      'How much is written to standard output, one line of JSON an event. Only debug shows personal data.',
    example: 'debug',
    fallback: 'info',
  }),
};
