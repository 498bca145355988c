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
  VERIFY_WAITS: withDefault(listOf(wholeNumber(1, 600)), {
    section,
    about:
      'Seconds to wait before each look at a change that cannot be seen yet, separated by commas. After the last one it counts as applied, not as verified.',
    example: '1,5,30',
    fallback: '1,2,4,8,15,30,60',
  }),
  CHANGE_ATTEMPTS: withDefault(wholeNumber(1, 10), {
    section,
    about: 'How often one change is sent at most before it counts as failed.',
    example: '3',
    fallback: '4',
  }),
};
