import { withDefault } from './setting-facts.ts';
import { listOf, wholeNumber } from './value-types.ts';

const section = 'Work';

export const workSettings = {
  HOLD_SECONDS: withDefault(wholeNumber(10, 600), {
    section,
    about:
      'Seconds one process holds a case before it must say so again; after a crash another takes over this much later.',
    example: '60',
    fallback: '30',
  }),
  VERIFY_WAITS: withDefault(listOf(wholeNumber(0, 600)), {
    section,
    about:
      'Seconds to wait before each look at a change that was sent, separated by commas. The first look comes at once: what waits for the change need not wait longer than it must. After the last one it counts as applied, not as verified.',
    example: '0,5,30',
    fallback: '0,1,2,4,8,15,30,60',
  }),
  CHANGE_ATTEMPTS: withDefault(wholeNumber(1, 10), {
    section,
    about: 'How often one change is sent at most before it counts as failed.',
    example: '3',
    fallback: '4',
  }),
};
