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
  const value = rdn.slice(rdn.indexOf('=') + 1);
  return value.replaceAll(/(?:\\[0-9a-f]{2})+/giu, unhex).replaceAll(/\\(.)/gsu, '$1');
}

/** Bytes of one character may be escaped one by one, so a run of them is decoded together. */
function unhex(run: string): string {
  return Buffer.from(run.replaceAll('\\', ''), 'hex').toString();
}

/** The domain an object is in: `dc=contoso,dc=com`. */
export function domainOf(dn: string): string {
  return /(?:^|,)(dc=[^,]+(?:,dc=[^,]+)*)$/iu.exec(dn)?.[1]?.toLowerCase() ?? '';
}

/** Directories compare names without case. */
export function isSameDn(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
