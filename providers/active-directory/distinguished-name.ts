export interface SplitDn {
  /** The first part as the server wrote it, escapes and all: `CN=Smith\, Jo`. */
  readonly rdn: string;
  /** Empty at the root. */
  readonly parent: string;
}

/** Takes the first part off a DN. Nothing is unescaped, so both parts can be sent back as they are. */
export function splitDn(dn: string): SplitDn {
  const comma = /^(?:\\.|[^\\,])*(?=,)/su.exec(dn)?.[0].length;
  if (comma === undefined) return { rdn: dn, parent: '' };
  return { rdn: dn.slice(0, comma), parent: dn.slice(comma + 1) };
}

/** What a person would call the object: the first part's value without escapes. Only for reading. */
export function nameIn(dn: string): string {
  const { rdn } = splitDn(dn);
  return unescaped(rdn.slice(rdn.indexOf('=') + 1));
}

/** The domain an object is in: `dc=contoso,dc=com`. A name that only looks like one, `CN=a\,DC=b`, is no part of it. */
export function domainOf(dn: string): string {
  const parts = partsOf(dn);
  const own = parts.findLastIndex((part) => !/^\s*dc=/iu.test(part));
  return parts
    .slice(own + 1)
    .map((part) => part.trim().toLowerCase())
    .join(',');
}

/** Directories compare names without case, and people write them with blanks and escapes of their own. */
export function isSameDn(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a.length === b.length && a.every((part, index) => comparable(part) === comparable(b[index] ?? ''));
}

function comparable(rdn: string): string {
  const equals = rdn.indexOf('=');
  const [type, value] = [rdn.slice(0, equals), rdn.slice(equals + 1)];
  return `${type.trim()}=${unescaped(value)}`.toLowerCase();
}

function partsOf(dn: string): readonly string[] {
  const parts: string[] = [];
  for (let rest = dn; rest !== '';) {
    const { rdn, parent } = splitDn(rest);
    parts.push(rdn);
    rest = parent;
  }
  return parts;
}

/** In one pass: what an escape stands for is never read as the beginning of another. */
function unescaped(value: string): string {
  const [, inner = ''] = /^ *((?:\\.|[^\\])*?) *$/su.exec(value) ?? [null, value];
  return inner.replaceAll(/((?:\\[0-9a-f]{2})+)|\\(.)/gisu, (_escape, hex?: string, plain?: string) =>
    hex === undefined ? (plain ?? '') : unhex(hex),
  );
}

/** Bytes of one character may be escaped one by one, so a run of them is decoded together. */
function unhex(run: string): string {
  return Buffer.from(run.replaceAll('\\', ''), 'hex').toString();
}
