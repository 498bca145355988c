import { z } from 'zod';
import { optional } from './setting-facts.ts';
import { distinguishedName, ldapsUrl } from './value-types.ts';

const section = 'Active Directory';
const together = 'with the other LDAP settings; leave all out when there is no on-premises Active Directory';

export const directorySettings = {
  LDAP_URL: optional(ldapsUrl, {
    section,
    about: 'A writable domain controller, by LDAP over TLS.',
    example: 'ldaps://dc1.contoso.com',
    required: together,
  }),
  LDAP_BIND_DN: optional(z.string(), {
    section,
    about:
      'Account the bot signs in with: its distinguished name or UPN. Delegate it the needed rights; not a Domain Admin.',
    example: 'CN=svc-offboarding,OU=Service Accounts,DC=contoso,DC=com',
    required: together,
  }),
  LDAP_PASSWORD: optional(z.string(), {
    section,
    about: 'Password of that account.',
    example: 'a long random text',
    required: together,
    secret: true,
  }),
  LDAP_BASE_DN: optional(distinguishedName, {
    section,
    about: 'Where people are looked for, and everything below.',
    example: 'DC=contoso,DC=com',
    required: together,
  }),
  LDAP_DISABLED_OU: optional(distinguishedName, {
    section,
    about: 'Organisational unit that disabled accounts are moved to; below LDAP_BASE_DN.',
    example: 'OU=Disabled Users,DC=contoso,DC=com',
    required: together,
  }),
  LDAP_CA_FILE: optional(z.string(), {
    section,
    about:
      "PEM file with the authority that signed the domain controller's certificate, if the system does not know it.",
    example: '/etc/offboarding/contoso-ca.pem',
  }),
};
