/** The 16 bytes of an objectGUID as text: the first three fields are stored with their bytes reversed. */
export function guidText(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`a GUID has 16 bytes, not ${bytes.length}`);
  const hex = Buffer.from(swapped(bytes)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** @throws RangeError for anything but the usual text form */
export function guidBytes(text: string): Buffer {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RangeError('not a GUID');
  return Buffer.from(swapped(Buffer.from(hex, 'hex')));
}

const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

function swapped(bytes: Uint8Array): number[] {
  return order.map((index) => bytes[index] ?? 0);
}
