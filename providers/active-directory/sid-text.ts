/**
 * A binary SID as text, `S-1-5-21-…-513`.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/f992ad60-0fe4-4b87-9fed-beb478836861
 */
export function sidText(bytes: Buffer): string {
  const count = bytes[1] ?? 0;
  if (bytes[0] !== 1 || bytes.length !== 8 + 4 * count) throw new RangeError('not a SID');
  const parts = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(8 + 4 * index));
  return ['S', 1, bytes.readUIntBE(2, 6), ...parts].join('-');
}

/** The last number of a SID: which account of its domain. */
export function ridOf(sid: string): number {
  return Number(sid.slice(sid.lastIndexOf('-') + 1));
}

/** Another account of the same domain. */
export function siblingSid(sid: string, rid: number): string {
  return `${sid.slice(0, sid.lastIndexOf('-'))}-${rid}`;
}
