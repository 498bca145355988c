import { guid } from '../leaver.ts';

/** A hole of a Graph path that is not an object id; made by `opaque` or `quoted` only. */
export interface PathPart {
  readonly encoded: string;
}

/**
 * A Graph path; plain holes take object ids and nothing else. A raw user name with `#` in it cuts the path short,
 * and `DELETE /users/foo#EXT#@…/authentication/…` becomes the deletion of a person.
 * @throws TypeError for anything else in a hole
 */
export function graphPath(texts: TemplateStringsArray, ...holes: readonly (string | PathPart)[]): string {
  const parts = holes.map((hole) => (typeof hole === 'string' ? objectId(hole) : hole.encoded));
  return texts.map((text, index) => text.replaceAll(' ', '%20') + (parts[index] ?? '')).join('');
}

function objectId(text: string): string {
  if (!guid.safeParse(text).success) throw new TypeError('a Graph path takes object ids only');
  return text;
}

/** An id that Graph made and that is no GUID (app role assignment, consent, team membership, drive). */
export function opaque(id: string): PathPart {
  if (!/^[\w!=.~+-]+$/.test(id) || /^\.+$/.test(id)) throw new TypeError('not an id of Graph');
  return { encoded: encodeURIComponent(id) };
}

/** A string for `$filter`, with its quotes: `O'Neil` becomes `'O''Neil'`, safe in a URL. @throws URIError for half a character */
export function quoted(text: string): PathPart {
  return { encoded: `'${encodeURIComponent(text).replaceAll("'", "''")}'` };
}
