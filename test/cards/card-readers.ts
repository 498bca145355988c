import type { Card, CardNode } from '#cards/card.ts';
import { ofType } from './nodes-of.ts';

/** Stands in made-up names, so that they are found where they must not be. */
export const marker = 'Zq7';

/** What Markdown, a mention, a template or a client's own functions begin with. */
export const marks = /[[\]*_`<>#]|^\s*\d+\. |^\s*- /m;
/** What turns, hides, ends a line, or calls a client's functions. */
export const steering = /<\s*\/?\s*at\b|\{\{|[^\P{Cc}\n]|\p{Cf}/iu;

/** What clients read as Markdown. */
export function markdownOf(card: Card): readonly string[] {
  const choices = ofType(card, 'Input.ChoiceSet').flatMap((node) => node['choices'] as CardNode[]);
  const titled = [...ofType(card, 'Input.Toggle'), ...choices].map((node) => node['title']);
  const texts = [
    ...ofType(card, 'TextBlock').map((node) => node['text']),
    ...titled,
    (card as CardNode & Card)['fallbackText'],
  ];
  return texts.map(String);
}
