import type { Verb } from './buttons.ts';
import type { Card, CardNode } from './card.ts';

/**
 * The card for one reader: without the buttons that would be refused, and without the fields that only those would
 * have sent. What is written on it stays.
 */
export function withoutButtons(card: Card, isUsable: (verb: Verb) => boolean): Card {
  const kept = { ...card, body: pruned(card.body, (node) => isExecute(node) && !isUsable(verbOf(node))) };
  if (some(kept.body, (node) => isExecute(node) && node['associatedInputs'] !== 'none')) return kept;
  return { ...kept, body: pruned(kept.body, isInput) };
}

function isExecute({ type }: CardNode): boolean {
  return type === 'Action.Execute';
}

function isInput({ type }: CardNode): boolean {
  return String(type).startsWith('Input.');
}

function verbOf({ verb }: CardNode): Verb {
  return verb as Verb;
}

/** Without the nodes that are not wanted, and without rows of buttons that have none left. */
function pruned(nodes: readonly CardNode[], unwanted: (node: CardNode) => boolean): readonly CardNode[] {
  return nodes
    .filter((node) => !unwanted(node))
    .map((node) => mapLists(node, (list) => pruned(list, unwanted)))
    .filter(({ actions }) => !Array.isArray(actions) || actions.length > 0);
}

function mapLists(node: CardNode, alter: (list: readonly CardNode[]) => readonly CardNode[]): CardNode {
  const copy = Object.entries(node).map(([name, value]) => [name, isNodes(value) ? alter(value) : value]);
  return Object.fromEntries(copy) as CardNode;
}

function some(nodes: readonly CardNode[], wanted: (node: CardNode) => boolean): boolean {
  return nodes.some(
    (node) => wanted(node) || Object.values(node).some((value) => isNodes(value) && some(value, wanted)),
  );
}

/** Texts stand in lists too. */
function isNodes(value: unknown): value is readonly CardNode[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null);
}
