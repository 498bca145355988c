import { z } from 'zod';
import { optional, required, withDefault } from './setting-facts.ts';
import { id, listOf, wholeNumber } from './value-types.ts';

const section = 'People';

const account = z
  .string()
  .regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^\s@,]+@[^\s@,]+)$/i, 'must list object ids or UPNs');

export const peopleSettings = {
  OPERATORS_GROUP_ID: required(id, {
    section,
    about: 'Object id of the Entra group whose members may offboard people.',
    example: 'a0000000-0000-4000-8000-000000000001',
  }),
  AUDITORS_GROUP_ID: optional(id, {
    section,
    about:
      'Object id of the Entra group whose members may read history and the state of cases, place legal holds and confirm erasures, and do nothing to a system. Left out: there are no auditors.',
    example: 'a0000000-0000-4000-8000-000000000002',
  }),
  BREAK_GLASS: optional(listOf(account), {
    section,
    about:
      "Accounts nobody can offboard: emergency accounts, the bot's own, those of directory synchronisation. Object ids or UPNs, separated by commas.",
    example: 'breakglass@contoso.com, e0000000-0000-4000-8000-000000000090',
  }),
  CASES_PER_HOUR: withDefault(wholeNumber(1, 1000), {
    section,
    about: 'Cases one operator may open within an hour.',
    example: '5',
    fallback: '10',
  }),
};
