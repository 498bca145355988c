import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import type * as Renderer from 'adaptivecards';
import { describe, expect, test } from 'vitest';
import type { Card, CardNode } from '#cards/card.ts';
import { cardLimit } from '#cards/fit.ts';
import { buttons, type Verb } from '#cards/buttons.ts';
import { cardGrammar } from './card-grammar.ts';
import { marker, markdownOf, marks, steering } from './card-readers.ts';
import { gallery } from './gallery.ts';
import { named } from './named.ts';
import { nodesOf, ofType, textOf } from './nodes-of.ts';

// The package's own entry is for bundlers; its bundle loads everywhere.
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof Renderer;

const hostile = [
  `${marker} **[click](https://evil.example)** _x_ \`y\` # z 1. a`,
  `<at>${marker}</at> < / at > <b>${marker}</b>`,
  `\${secret} {{DATE(2026-11-24T00:00:00Z,SHORT)}} ${marker}`,
  `"quoted" \\ 'back' ${marker}\n- list\r\n\t# heading`,
  `\u202egro.osotnoc\u202c \u2066${marker}\u2069 \u0000\u0007 \ud800 ${'\u0301'.repeat(40)}`,
  `${marker} ${'long '.repeat(200)}`,
];
const galleries = [
  ['as it is', gallery()] as const,
  ...hostile.map(
    (text, index) => [`with hostile text ${index + 1}`, gallery((state) => named(state, text))] as const,
  ),
];
const cards = galleries.flatMap(([how, all]) =>
  [...all].map(([name, card]) => ({ name: `${name}, ${how}`, card })),
);

/** The cards of which `complaints` has something to say, with what it says; all of them are tried. */
function broken(complaints: (card: Card, name: string) => readonly unknown[]): readonly string[] {
  return cards.flatMap(({ name, card }) => complaints(card, name).map((one) => `${name}: ${String(one)}`));
}

describe('every card in every state, whatever names people and groups have', () => {
  test('uses only what Adaptive Cards 1.5 knows', () => {
    expect(
      broken((card) => cardGrammar.safeParse(card).error?.issues.map((one) => JSON.stringify(one)) ?? []),
    ).toEqual([]);
  });

  test('is read by Microsoft’s own renderer without complaint', () => {
    expect(broken(renderersComplaints)).toEqual([]);
  });

  test('is small enough for Teams and for phones', () => {
    const size = (card: Card): number => JSON.stringify(card).length;
    expect(broken((card) => (size(card) > cardLimit ? [size(card)] : []))).toEqual([]);
  });

  test('has no binding left open', () => {
    expect(broken((card) => (JSON.stringify(card).includes('${') ? ['${'] : []))).toEqual([]);
  });

  test('has at most six buttons', () => {
    const count = (card: Card): number =>
      ofType(card, 'ActionSet').flatMap((set) => set['actions'] as unknown[]).length;
    expect(broken((card) => (count(card) > 6 ? [count(card)] : []))).toEqual([]);
  });

  test('has for each button a twin for older clients that sends the same and its verb', () => {
    expect(
      broken((card) =>
        ofType(card, 'Action.Execute')
          .filter((one) => !hasTwin(one))
          .map((one) => one['title']),
      ),
    ).toEqual([]);
  });

  test('sends what the contract of each button reads', () => {
    const inputs = { mailbox: 'both', reason: 'because', who: 'isaiahl' };
    const sent = (one: CardNode): object => ({ ...inputs, ...(one['data'] as object) });
    expect(
      broken((card) =>
        ofType(card, 'Action.Execute').flatMap(
          (one) => buttons[one['verb'] as Verb].safeParse(sent(one)).error?.issues ?? [],
        ),
      ),
    ).toEqual([]);
  });

  test('names each thing once, and shows and hides only what is on it', () => {
    expect(broken(wrongIds)).toEqual([]);
  });

  test('can be heard: it has a heading, and says what is wrong with an input that is required', () => {
    expect(broken(unheard)).toEqual([]);
  });

  test('wraps its text', () => {
    const short = new Set(['Details']);
    const cutOff = (node: CardNode): boolean =>
      node['wrap'] !== true && String(node['text']).length > 12 && !short.has(String(node['text']));
    expect(
      broken((card) =>
        ofType(card, 'TextBlock')
          .filter(cutOff)
          .map((node) => node['text']),
      ),
    ).toEqual([]);
  });

  test('gives a client Markdown to read only in our own words', () => {
    expect(
      broken((card) => markdownOf(card).filter((text) => text.includes(marker) || marks.test(text))),
    ).toEqual([]);
  });

  test('lets no text steer the client or the reader’s eye', () => {
    expect(
      broken((card) => (steering.test(textOf(card)) || !textOf(card).isWellFormed() ? [textOf(card)] : [])),
    ).toEqual([]);
  });
});

function hasTwin(execute: CardNode): boolean {
  const twin = execute['fallback'] as CardNode | undefined;
  const data = { ...(execute['data'] as object), verb: execute['verb'] };
  return twin?.['type'] === 'Action.Submit' && isDeepStrictEqual(twin['data'], data);
}

function wrongIds(card: Card): readonly string[] {
  const ids = nodesOf(card).flatMap((node) => (typeof node['id'] === 'string' ? [node['id']] : []));
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const targets = ofType(card, 'Action.ToggleVisibility').flatMap(
    (node) => node['targetElements'] as string[],
  );
  return [...twice, ...targets.filter((id) => !ids.includes(id))];
}

function unheard(card: Card): readonly unknown[] {
  const headed = ofType(card, 'TextBlock').some((node) => node['style'] === 'heading');
  const silent = ofType(card, 'Input.Text').filter(
    (one) => one['isRequired'] === true && !one['errorMessage'],
  );
  return [...(headed ? [] : ['no heading']), ...silent.map((one) => one['id'])];
}

/** What Microsoft's own reader says about a card. */
function renderersComplaints(card: Card): readonly string[] {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  const read = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const all = [...read, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
  // The package keeps the position of its pattern for `lang`, so it refuses every second card's.
  return all.filter((message) => message !== 'Invalid value "en" for property "lang".');
}
