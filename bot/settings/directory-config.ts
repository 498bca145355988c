import { Secret } from '../secret.ts';
import type { Given } from './given.ts';

/** How to reach the on-premises Active Directory. */
export interface DirectoryConfig {
  readonly url: string;
  readonly bindDn: string;
  readonly password: Secret;
  readonly baseDn: string;
  readonly disabledOu: string;
  /** PEM file; `null`: the authorities the system knows. */
  readonly caFile: string | null;
}

/** All of it or nothing: half a directory would look like a company without one. */
export function directoryConfig(given: Given, canRead: (path: string) => boolean): DirectoryConfig | null {
  if (!isMeant(given)) return null;
  const because = 'other LDAP settings are given';
  const url = given.need('LDAP_URL', because);
  const bindDn = given.need('LDAP_BIND_DN', because);
  const password = given.need('LDAP_PASSWORD', because);
  const baseDn = given.need('LDAP_BASE_DN', because);
  const disabledOu = given.need('LDAP_DISABLED_OU', because);
  const caFile = given.values.LDAP_CA_FILE ?? null;
  if (caFile !== null && !canRead(caFile)) given.refuse('LDAP_CA_FILE', 'names a file that cannot be read');
  if (!url || !bindDn || !password || !baseDn || !disabledOu) return null;
  if (!isBelow(disabledOu, baseDn)) given.refuse('LDAP_DISABLED_OU', `must be below LDAP_BASE_DN, ${baseDn}`);
  return { url, bindDn, password: new Secret(password), baseDn, disabledOu, caFile };
}

/** A wrong value counts as given: its problem must not turn the directory off. */
function isMeant(given: Given): boolean {
  const set = Object.keys(given.values).some(
    (name) => name.startsWith('LDAP_') && given.values[name as keyof Given['values']] !== undefined,
  );
  return set || given.problems.some((problem) => problem.name.startsWith('LDAP_'));
}

function isBelow(dn: string, base: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/\s*([,=])\s*/g, '$1');
  return plain(dn).endsWith(`,${plain(base)}`);
}
