import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import { unwrapWoff } from './unwrap-woff.ts';

const require = createRequire(import.meta.url);

/**
 * The fonts of a report, whole and embedded, both free. DejaVu Sans has Latin, Greek, Cyrillic, Arabic, Hebrew and more;
 * UnifontEX, plain but nearly complete, has what DejaVu has not: East Asian, Indic, Thai.
 */
const files = {
  regular: require.resolve('@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff'),
  bold: require.resolve('@fontsource/dejavu-sans/files/dejavu-sans-latin-700-normal.woff'),
  rare: require.resolve('@fontsource/unifontex/files/unifontex-latin-400-normal.woff'),
} as const;

type FontFile = keyof typeof files;
export type FontName = 'Text' | 'Rare';

const loaded = new Map<FontFile, Buffer>();

/** The font's bytes (TrueType). */
export function fontBytes(file: FontFile): Buffer {
  const known = loaded.get(file);
  if (known) return known;
  const bytes = unwrapWoff(readFileSync(files[file]));
  loaded.set(file, bytes);
  return bytes;
}

const covers = new Map<FontFile, (codePoint: number) => boolean>();

/** The font that has this character; `null` when none has. */
export function fontFor(codePoint: number): FontName | null {
  if (has('regular', codePoint)) return 'Text';
  return has('rare', codePoint) ? 'Rare' : null;
}

function has(file: FontFile, codePoint: number): boolean {
  let test = covers.get(file);
  if (!test) {
    const font = create(fontBytes(file));
    if (!('hasGlyphForCodePoint' in font)) throw new TypeError(`${file} is no single font`);
    test = (code) => font.hasGlyphForCodePoint(code);
    covers.set(file, test);
  }
  return test(codePoint);
}
