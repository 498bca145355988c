import type { Entry } from 'ldapts';
import type { DirectoryEntry } from '../systems.ts';
import { ProviderError } from '../provider-error.ts';
import { guidText } from './guid-text.ts';
import type { LdapSession } from './ldap-session.ts';
import { sidText } from './sid-text.ts';

/** Bytes. The library turns whatever happens to be valid UTF-8 into text, unless it is told. */
const binaryAttributes = [
  'objectGUID',
  'objectSid',
  'tokenGroups',
  'mS-DS-ConsistencyGuid',
  'msDS-KeyCredentialLink',
  'msDS-AllowedToActOnBehalfOfOtherIdentity',
] as const;

/** Long lists are asked for in parts from the start; AD itself gives at most 1,500 values at a time. */
const longAttributes = new Set(['member', 'memberof']);
const partSize = 1500;

/** One object by DN, or by `<GUID=…>` and `<SID=…>`. */
export async function readEntry(
  session: LdapSession,
  base: string,
  attributes: readonly string[],
): Promise<DirectoryEntry> {
  const found = await session.run({ name: 'read object', writes: false }, (client) =>
    client.search(base, { scope: 'base', ...wanted(attributes) }),
  );
  const entry = found.searchEntries[0];
  if (!entry) throw unreadable('no object came back: the bot’s account may not read it');
  return await toEntry(session, entry, attributes);
}

/** What to ask for, and which of it is bytes. */
export function wanted(attributes: readonly string[]): {
  attributes: string[];
  explicitBufferAttributes: string[];
} {
  const names = attributes.map((name) =>
    longAttributes.has(name.toLowerCase()) ? `${name};range=0-${partSize - 1}` : name,
  );
  const binary = attributes.filter((name) =>
    binaryAttributes.some((one) => one.toLowerCase() === name.toLowerCase()),
  );
  return {
    attributes: [...new Set([...names, 'objectGUID'])],
    explicitBufferAttributes: [...new Set([...binaryAttributes, ...binary])],
  };
}

/** The library's entry in our shape, with every list read to its end. */
export async function toEntry(
  session: LdapSession,
  entry: Entry,
  attributes: readonly string[],
): Promise<DirectoryEntry> {
  const guid = valuesOf(entry, 'objectGUID')[0];
  if (guid === undefined) throw unreadable('the object came without its objectGUID');
  const read: Record<string, readonly string[]> = {};
  for (const name of attributes) {
    read[name] = await allValues(session, { entry, name, base: `<GUID=${guid}>` });
  }
  return { dn: entry.dn, guid, attributes: read };
}

interface Wanted {
  readonly entry: Entry;
  readonly name: string;
  readonly base: string;
}

/** Follows `name;range=0-1499`, `name;range=1500-2999` … to the part that ends in `*`. */
async function allValues(session: LdapSession, { entry, name, base }: Wanted): Promise<readonly string[]> {
  const first = partOf(entry, name);
  if (!first) return valuesOf(entry, name);
  const values: string[] = [];
  let part = expected(first, { name, start: 0 });
  values.push(...part.values);
  while (part.next !== null) {
    part = await readPart(session, base, { name, start: part.next });
    values.push(...part.values);
  }
  return values;
}

interface PartName {
  readonly name: string;
  readonly start: number;
}

/** Whatever else a part is, going on from it would leave out values, or never end. @throws ProviderError */
function expected(part: Part | null, { name, start }: PartName): Part {
  const fits = part?.start === start && (part.next === null || part.next === start + part.values.length);
  if (part && fits) return part;
  throw unreadable(`a long list broke off: ${name}`);
}

async function readPart(session: LdapSession, base: string, { name, start }: PartName): Promise<Part> {
  const found = await session.run({ name: 'read object', writes: false }, (client) =>
    client.search(base, {
      scope: 'base',
      attributes: [`${name};range=${start}-*`],
      explicitBufferAttributes: [...binaryAttributes],
    }),
  );
  const [entry] = found.searchEntries;
  return expected(entry ? partOf(entry, name) : null, { name, start });
}

interface Part {
  readonly start: number;
  /** Index of the first value of the next part; `null` when this was the last. */
  readonly next: number | null;
  readonly values: readonly string[];
}

/** The part of a long list that an answer carries. An empty one is only the library's filling for "not set". */
function partOf(entry: Entry, name: string): Part | null {
  const prefix = `${name.toLowerCase()};range=`;
  for (const key of Object.keys(entry)) {
    if (!key.toLowerCase().startsWith(prefix)) continue;
    const values = valuesOf(entry, key);
    const [, start, end] = /^(\d+)-(\d+|\*)$/u.exec(key.slice(prefix.length)) ?? [];
    if (values.length === 0 || start === undefined || end === undefined) continue;
    return { start: Number(start), next: end === '*' ? null : Number(end) + 1, values };
  }
  return null;
}

/** One value, several, none; text or bytes: always a list of texts. */
function valuesOf(entry: Entry, name: string): string[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase());
  const found = key === undefined ? [] : entry[key];
  const values = Array.isArray(found) ? found : found === undefined ? [] : [found];
  return values.map((value) => (typeof value === 'string' ? value : textOf(value, name)));
}

function textOf(bytes: Buffer, name: string): string {
  const lower = name.toLowerCase();
  if (lower === 'objectguid') return guidText(bytes);
  return lower === 'objectsid' || lower === 'tokengroups' ? sidText(bytes) : bytes.toString('base64');
}

function unreadable(message: string): ProviderError {
  return new ProviderError({
    system: 'active-directory',
    operation: 'read object',
    code: 'unreadable',
    message,
  });
}
