import { optional, withDefault } from './setting-facts.ts';
import { httpsUrl, wholeNumber } from './value-types.ts';

const section = 'Reports';

export const reportSettings = {
  ACCESS_END_MINUTES: withDefault(wholeNumber(1, 43_200), {
    section,
    about:
      'Minutes from the opening of a case within which the person’s access must have ended; reports say whether it did. Four hours is what FedRAMP sets for NIST 800-53 PS-4 (Low and Moderate; one hour for High).',
    example: '60',
    fallback: '240',
  }),
  TAB_URL: optional(httpsUrl, {
    section,
    about:
      'Address of the History tab, for links in the chat to reports that cannot be sent there as a file.',
    example: 'https://offboarding.contoso.com/tab',
  }),
};
