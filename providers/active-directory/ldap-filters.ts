import { AndFilter, EqualityFilter, OrFilter, type Filter } from 'ldapts';

/**
 * User accounts that carry exactly this name, or have this account name. Built as objects, never as text: a value goes out as bytes of known
 * length, so nothing in it can be syntax. `objectCategory` keeps computers out.
 */
export function usersCalled(text: string, accountName = text): Filter {
  return new AndFilter({
    filters: [
      equals('objectCategory', 'person'),
      equals('objectClass', 'user'),
      new OrFilter({
        filters: [
          equals('sAMAccountName', accountName),
          equals('userPrincipalName', text),
          equals('mail', text),
          equals('proxyAddresses', `smtp:${text}`),
          equals('displayName', text),
        ],
      }),
    ],
  });
}

/** What the forest has on record of one of its domains, by the domain's DN. */
export function domainCalled(dn: string): Filter {
  return new AndFilter({ filters: [equals('objectClass', 'crossRef'), equals('nCName', dn)] });
}

/** A group that has this object as a direct member. */
export function isMember(dn: string): Filter {
  return equals('member', dn);
}

function equals(attribute: string, value: string): Filter {
  return new EqualityFilter({ attribute, value });
}
