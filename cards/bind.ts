import { Template } from 'adaptivecards-templating';
import type { Card, CardNode } from './card.ts';

/**
 * What a template is bound to: strings, numbers, booleans and lists of the same, complete. The engine throws on
 * null inside a text and leaves `${name}` on the card for a missing name, so nothing is optional here.
 */
export interface View {
  readonly [name: string]: ViewValue;
}
type ViewValue = string | number | boolean | View | readonly View[] | readonly CardNode[];

/**
 * The one place where a layout meets data. Preparing is slow and done once, at the start of the process; data is never
 * evaluated and never parsed as JSON. The function throws when the layout asks for a name that the view does not have.
 */
export function template(layout: object): (view: View) => Card {
  const expand = prepare(layout);
  return (view) => withTwins(expand(view)) as Card;
}

/** The same for a part that comes many times: its elements go into the view of the whole. */
export function partTemplate(layout: readonly object[]): (view: View) => readonly CardNode[] {
  const expand = prepare(layout);
  return (view) => expand(view) as readonly CardNode[];
}

function prepare(layout: object): (view: View) => unknown {
  const prepared = new Template(layout);
  return (view) => {
    const expanded: unknown = prepared.expand({ $root: view });
    const unbound = /\$\{[^}"]*\}?/.exec(JSON.stringify(expanded));
    if (unbound) throw new Error(`the card's layout asks for ${unbound[0]}, which the view does not have`);
    return expanded;
  };
}

/** Gives every Action.Execute its twin for clients that do not know it; its `data.verb` says which button it was. */
function withTwins(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withTwins);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withTwins(value)]));
  return copy['type'] === 'Action.Execute' ? { ...copy, fallback: twin(copy) } : copy;
}

function twin(execute: CardNode): CardNode {
  const { type: _type, verb, data, ...shared } = execute;
  return { type: 'Action.Submit', ...shared, data: { ...(data as object), verb } };
}
