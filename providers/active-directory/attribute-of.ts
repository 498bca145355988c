import type { DirectoryEntry } from '../systems.ts';

/** The first value; `undefined` when the attribute is not set. */
export function attributeOf(entry: DirectoryEntry, name: string): string | undefined {
  return entry.attributes[name]?.[0];
}

/** True for an LDAP boolean that is set. */
export function isTrue(entry: DirectoryEntry, name: string): boolean {
  return attributeOf(entry, name)?.toUpperCase() === 'TRUE';
}
