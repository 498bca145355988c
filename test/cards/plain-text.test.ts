import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from '#cards/plain-text.ts';

test('names of people stay as they are', () => {
  for (const name of [
    "Zoë O'Neil",
    'Nguyễn Thị Minh Khai',
    '王小明',
    'محمد بن سلمان',
    'R&D <Berlin> [old] *new*',
    '👩‍💻 Team',
  ]) {
    expect(plain(name)).toBe(name);
  }
});

test('a text comes out on one line, without what cannot be seen', () => {
  expect(plain('Sales\r\n\tEMEA\u0000 \u202egro.osotnoc\u2069\u200b')).toBe('Sales EMEA gro.osotnoc');
});

test('marks stacked on a letter are thinned out', () => {
  expect(plain(`e${'\u0301'.repeat(50)}`)).toBe(`e${'\u0301'.repeat(3)}`);
});

test('a mention, a binding and a client function are broken', () => {
  expect(plain('<at>All</at>')).toBe('‹at>All‹/at>');
  expect(plain('${secret}')).toBe('$ {secret}');
  expect(plain('{{DATE(1)}}')).toBe('{ {DATE(1)}}');
});

test('a long text is cut, never in the middle of a character', () => {
  expect(plain('a'.repeat(20), 10)).toBe(`${'a'.repeat(9)}…`);
  expect(plain('😀'.repeat(20), 10)).toBe(`${'😀'.repeat(4)}…`);
});

test('whatever comes in: short enough, well formed, unmarked, and twice is as once', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('<', 'at', '/', ' ', '$', '{', '\u202e', '\ud83d', 'é') }),
  );
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 60 }), (text, most) => {
      const once = plain(text, most);
      expect(once.length).toBeLessThanOrEqual(most);
      expect(once.isWellFormed()).toBe(true);
      expect(once).not.toMatch(/<\s*\/?\s*at\b|\$\{|\{\{|\p{Cc}/iu);
      expect(plain(once, most)).toBe(once);
    }),
  );
});
