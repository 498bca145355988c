import * as fc from 'fast-check';

/** What is syntax in a filter (RFC 4515), in a distinguished name (RFC 4514), or looks like the work of somebody else. */
const syntax = [
  ...Array.from('*()\\&|!=~<>:/,+";#@\'%$^'),
  '\0',
  ' ',
  '\\2a',
  '\\5C',
  '\\00',
  '\\,',
  '\\\\',
  ')(',
  '*)(objectClass=*',
  ')(|(cn=*',
  ',DC=evil',
  '\\,DC=evil,DC=contoso,DC=test',
  'CN=',
  '=#0403666f6f',
];

/** Characters that are more than one byte, are not seen, turn the line around, or look like others. */
const strange = [
  'ö',
  'ß',
  'İ',
  '渡',
  '𝒜',
  '👩‍💻',
  'é',
  '\u00A0',
  '\u200B',
  '\u202E',
  '\u2066',
  '\u2028',
  '\uFEFF',
  'а',
  '＊',
  '（',
  '\n',
  '\r',
  '\t',
  '\u001B[2J',
  '\u007F',
];

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...syntax) },
  { weight: 3, arbitrary: fc.constantFrom(...strange) },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(256), 'ü'.repeat(128), '('.repeat(64)) },
);

/** Anything people could type, or a directory could hold as a name. Never empty. */
export const hardText = fc
  .array(piece, { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text.isWellFormed());

/** How a server may write one character of a value: as it is where that is allowed, or escaped in either way. */
export type Style = 'least' | 'hex' | 'mixed';
export const style = fc.constantFrom<Style>('least', 'hex', 'mixed');

/** A value as RFC 4514 has it in a DN; written from the RFC, not from the product. */
export function escapedIn(how: Style, value: string): string {
  const characters = Array.from(value);
  return characters
    .map((character, index) => {
      const isEdge = index === 0 || index === characters.length - 1;
      const must =
        /["+,;<>\\\0]/u.test(character) ||
        (isEdge && character === ' ') ||
        (index === 0 && character === '#');
      if (how === 'hex' || (how === 'mixed' && index % 2 === 0)) return hexOf(character);
      if (!must) return character;
      return character === '\0' ? hexOf(character) : `\\${character}`;
    })
    .join('');
}

function hexOf(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
}
