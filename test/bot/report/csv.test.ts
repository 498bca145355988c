import { expect, it } from 'vitest';
import { csvLine } from '#bot/report/csv.ts';

it('is one line of cells that ends as RFC 4180 wants it', () => {
  expect(csvLine(['a', 1, null, undefined, ''])).toBe('a,1,,,\r\n');
});

it.each([
  ['a comma', 'a,b', '"a,b"'],
  ['quotes', 'say "no"', '"say ""no"""'],
  ['a line break', 'a\nb', '"a\nb"'],
])('keeps a cell with %s one cell', (_, value, expected) => {
  expect(csvLine([value])).toBe(`${expected}\r\n`);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =1', '\u200B=1', '＝1+1'])(
  'lets no spreadsheet run %j',
  (value) => {
    expect(csvLine([value])).toBe(`'${value}\r\n`);
  },
);

it('lets no spreadsheet run what begins with a line break', () => {
  expect(csvLine(['\r=1'])).toBe('"\'\r=1"\r\n');
});

it('leaves numbers and texts as they are', () => {
  expect(csvLine([-5, "O'Neil", '2026-11-23T14:05:09.123Z'])).toBe("-5,O'Neil,2026-11-23T14:05:09.123Z\r\n");
});
