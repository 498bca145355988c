import { sha256 } from '#storage/seal.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of somebody's nth case: `OFF-` and five of Crockford's characters. Derived, not drawn: two instances
 * that open a case for one person at once arrive at the same id, and the log admits one of them. From the random id of
 * their key, not from who they are: after an erasure it must lead to nobody.
 * `salt` is raised when the id already belongs to another person's case.
 */
export function caseIdFor(tenant: string, subject: string, ordinal: number, salt: number): string {
  const digest = sha256(`case:${tenant}:${subject}:${ordinal}:${salt}`);
  let rest = Number.parseInt(digest.slice(0, 12), 16);
  let text = '';
  for (let place = 0; place < 5; place++) {
    text += alphabet[rest % 32];
    rest = Math.floor(rest / 32);
  }
  return `OFF-${text}`;
}

/** What people type: any case, O for 0, I or L for 1, with or without `OFF-`. `null` when it is no case id. */
export function parseCaseId(text: string): string | null {
  const match = /^(?:OFF-?)?([0-9A-Z]{5})$/.exec(text.trim().toUpperCase());
  if (!match?.[1]) return null;
  const tail = match[1].replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return tail.includes('U') ? null : `OFF-${tail}`;
}
