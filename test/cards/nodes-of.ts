import type { CardNode } from '#cards/card.ts';

/** Every object in a card that has a type, fallbacks left out. */
export function nodesOf(value: unknown): readonly CardNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as CardNode;
  const below = Object.entries(node).flatMap(([name, part]) =>
    name === 'fallback' || name === 'data' ? [] : nodesOf(part),
  );
  return 'type' in node ? [node, ...below] : below;
}

export function ofType(card: unknown, ...types: readonly string[]): readonly CardNode[] {
  return nodesOf(card).filter((node) => types.includes(String(node['type'])));
}

/** All that a reader can see or hear, in order. */
export function textOf(card: unknown): string {
  return nodesOf(card)
    .flatMap(textsOf)
    .filter((text) => typeof text === 'string')
    .join('\n');
}

function textsOf({ text, title, label, placeholder, inlines }: CardNode): readonly unknown[] {
  const own = [text, title, label, placeholder];
  return Array.isArray(inlines) ? own.concat(inlines) : own;
}
