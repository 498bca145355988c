import { inflateSync } from 'node:zlib';

const headerBytes = { woff: 44, sfnt: 12 };
const recordBytes = { woff: 20, sfnt: 16 };

/**
 * The TrueType font inside a WOFF file (version 1: https://www.w3.org/TR/WOFF/). The PDF library reads WOFF as well, and
 * inflates every table anew each time it looks at it: seconds for a large font.
 * @throws when the file is no WOFF
 */
export function unwrapWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new TypeError('not a WOFF font');
  const count = woff.readUInt16BE(12);
  const font = Buffer.alloc(woff.readUInt32BE(16));
  writeHeader(font, woff.readUInt32BE(4), count);
  let at = headerBytes.sfnt + recordBytes.sfnt * count;
  for (let nth = 0; nth < count; nth++) {
    const table = tableOf(woff, headerBytes.woff + recordBytes.woff * nth);
    const record = headerBytes.sfnt + recordBytes.sfnt * nth;
    font.write(table.tag, record, 'latin1');
    font.writeUInt32BE(table.checksum, record + 4);
    font.writeUInt32BE(at, record + 8);
    font.writeUInt32BE(table.content.length, record + 12);
    table.content.copy(font, at);
    at += Math.ceil(table.content.length / 4) * 4;
  }
  return font;
}

function writeHeader(font: Buffer, flavor: number, count: number): void {
  const power = Math.floor(Math.log2(count));
  const range = recordBytes.sfnt * 2 ** power;
  font.writeUInt32BE(flavor, 0);
  font.writeUInt16BE(count, 4);
  font.writeUInt16BE(range, 6);
  font.writeUInt16BE(power, 8);
  font.writeUInt16BE(recordBytes.sfnt * count - range, 10);
}

/** A table that would not have become smaller is stored as it is. */
function tableOf(woff: Buffer, record: number) {
  const [offset, stored, length] = [4, 8, 12].map((place) => woff.readUInt32BE(record + place)) as [
    number,
    number,
    number,
  ];
  const bytes = woff.subarray(offset, offset + stored);
  return {
    tag: woff.toString('latin1', record, record + 4),
    checksum: woff.readUInt32BE(record + 16),
    content: stored === length ? bytes : inflateSync(bytes),
  };
}
