import { AndFilter, EqualityFilter, OrFilter, type Filter } from 'ldapts';

/**
 * User accounts that carry exactly this name. Built as objects, never as text: a value goes out as bytes of known
 * length, so nothing in it can be syntax. `objectCategory` keeps computers out.
 */
export function usersCalled(text: string): Filter {
  return new AndFilter({
    filters: [
      equals('objectCategory', 'person'),
      equals('objectClass', 'user'),
      new OrFilter({
        filters: [
          equals('sAMAccountName', text),
          equals('userPrincipalName', text),
          equals('mail', text),
          equals('proxyAddresses', `smtp:${text}`),
          equals('displayName', text),
        ],
      }),
    ],
  });
}

/** A group that has this object as a direct member. */
export function isMember(dn: string): Filter {
  return equals('member', dn);
}

function equals(attribute: string, value: string): Filter {
  return new EqualityFilter({ attribute, value });
}
