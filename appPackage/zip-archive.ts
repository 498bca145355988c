import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  /** Name at the archive's root. */
  readonly name: string;
  readonly content: Uint8Array;
}

interface Packed extends ZipFile {
  readonly packed: Uint8Array;
  readonly offset: number;
}

const version = 20;
const utf8Names = 0x08_00;
const deflate = 8;
/** 1 January 1980, the first day a ZIP file knows: the same content gives the same archive. */
const date = 0x00_21;

/** A ZIP archive. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function zipArchive(files: readonly ZipFile[]): Buffer {
  const packed: Packed[] = [];
  const bodies: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const one = { ...file, packed: deflateRawSync(file.content), offset };
    const body = Buffer.concat([localHeader(one), one.packed]);
    packed.push(one);
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(packed.map(directoryEntry));
  return Buffer.concat([...bodies, directory, endOfDirectory(files.length, directory.length, offset)]);
}

function localHeader(file: Packed): Buffer {
  return Buffer.concat([numbers([4, 0x04_03_4b_50]), common(file), numbers([2, 0]), Buffer.from(file.name)]);
}

function directoryEntry(file: Packed): Buffer {
  return Buffer.concat([
    numbers([4, 0x02_01_4b_50], [2, version]),
    common(file),
    // Extra, comment, disk, internal and external attributes: none.
    numbers([2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, file.offset]),
    Buffer.from(file.name),
  ]);
}

/** What local header and directory say alike. */
function common({ name, content, packed }: Packed): Buffer {
  return numbers(
    [2, version],
    [2, utf8Names],
    [2, deflate],
    [2, 0],
    [2, date],
    [4, crc32(content)],
    [4, packed.length],
    [4, content.length],
    [2, Buffer.byteLength(name)],
  );
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  return numbers([4, 0x06_05_4b_50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
}

/** Little-endian numbers, each with its length in bytes. */
function numbers(...fields: readonly (readonly [number, number])[]): Buffer {
  const parts = fields.map(([length, value]) => {
    const part = Buffer.alloc(length);
    part.writeUIntLE(value, 0, length);
    return part;
  });
  return Buffer.concat(parts);
}
