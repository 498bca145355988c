import * as fc from 'fast-check';

/** What a client can put where a card of ours had a text. */

const wrongKinds: readonly unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $where: 'true' },
  { $regex: '.*' },
  {},
  [],
  [[]],
  null,
  0,
  -1,
  1e308,
  true,
  false,
  JSON.parse('{"__proto__":{"roles":["operator"]}}'),
  { constructor: { prototype: {} } },
  { toString: 1, valueOf: 1 },
  { toJSON: 'x' },
  [{ length: -1 }],
  { length: 1e9 },
];

const wrongTexts: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '$ne',
  '../../etc/passwd',
  '%00',
  '\u0000',
  "' OR 1=1 --",
  '*)(objectClass=*',
  'REG-20261123',
  'OFF-ZZZZZ',
  'OFF-TEST1 ',
  'off-test1',
  'OFF-TEST1#000001',
  '\ud800',
  '\u202eOFF-TEST1',
  'OFF\u2010TEST1',
  'kitchen',
  '0'.repeat(64),
  'x'.repeat(60_000),
  '<at>All</at>',
];

/** A text, but none that a card of ours would have there. */
export const anyText = fc.oneof(fc.constantFrom(...wrongTexts), fc.string({ unit: 'binary', maxLength: 80 }));

/** No text at all. */
export const anyKind = fc.oneof(
  fc.constantFrom(...wrongKinds),
  fc.jsonValue().filter((value) => typeof value !== 'string'),
);
