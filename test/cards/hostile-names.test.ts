import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Card } from '#cards/card.ts';
import { cardLimit } from '#cards/fit.ts';
import { patience, seed, times } from '#test/set-up/attack.ts';
import { anyText, hostileTexts } from '#test/set-up/hostile-texts.ts';
import { cardGrammar } from './card-grammar.ts';
import { marker, markdownOf, marks, steering } from './card-readers.ts';
import { gallery } from './gallery.ts';
import { named } from './named.ts';
import { textOf } from './nodes-of.ts';

const count = times({ short: 12, long: 5_000 });

/** Several at once: a card has room for some, and drawing all cards takes its time. */
const made = fc.sample(fc.array(anyText, { minLength: 1, maxLength: 3 }), { seed, numRuns: count });
const inThrees = hostileTexts.flatMap((_, at) => (at % 3 === 0 ? [hostileTexts.slice(at, at + 3)] : []));

function complaints(card: Card): readonly string[] {
  const text = textOf(card);
  const json = JSON.stringify(card);
  return [
    ...(cardGrammar.safeParse(card).error?.issues.map((issue) => JSON.stringify(issue)) ?? []),
    ...(json.length > cardLimit ? [`${json.length} signs`] : []),
    ...(json.includes('${') ? ['an open binding'] : []),
    ...(text.isWellFormed() ? [] : ['half a character']),
    ...(steering.test(text) ? ['something that steers client or eye'] : []),
    ...markdownOf(card).filter((words) => words.includes(marker) || marks.test(words)),
  ];
}

it('a card shows every name as text, stays valid and small', { timeout: patience(count, 2_000) }, () => {
  const found = [...inThrees, ...made].flatMap((texts) => {
    const name = `${marker} ${texts.join(' ')}`;
    const cards = [...gallery((state) => named(state, name))];
    return cards.flatMap(([card, drawn]) => complaints(drawn).map((one) => ({ card, name, one })));
  });

  expect(found).toEqual([]);
});
