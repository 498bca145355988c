import { expect, test } from 'vitest';
import type { Card } from '#cards/card.ts';
import { bullets, cardLimit, cut, fit, folded } from '#cards/fit.ts';

const list = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
const cardOf = (text: string): Card => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text }],
});

test('a card that fits is drawn once, with all it has to say', () => {
  let drawn = 0;
  fit(({ lines }) => cardOf(`${(drawn += 1)} ${lines}`));
  expect(drawn).toBe(1);
});

test('a card that is too large gets as many lines as fit and not one fewer step than needed', () => {
  const rooms: number[] = [];
  const card = fit(({ lines }) => (rooms.push(lines), cardOf('x'.repeat(lines * 900))));
  expect(JSON.stringify(card).length).toBeLessThanOrEqual(cardLimit);
  expect(JSON.stringify(card).length).toBeGreaterThan(12 * 900);
  expect(rooms.length).toBeLessThanOrEqual(6);
});

test('a cut list says how many are missing', () => {
  expect(bullets(cut(list(10), { lines: 3, chars: 40 }))).toBe('• line 1\n• line 2\n• line 3\n• and 7 more');
});

test('the last line is never replaced by "and 1 more"', () => {
  expect(bullets(cut(list(4), { lines: 3, chars: 40 }))).toContain('line 4');
});

test('a list that folds loses no line', () => {
  const { lines, rest, more } = folded(cut(list(20), { lines: 12, chars: 40 }), 5);
  expect(lines.split('\n')).toHaveLength(5);
  expect(more).toBe(7);
  expect(rest.split('\n').at(-1)).toBe('• and 8 more');
});
