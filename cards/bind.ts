import { Template } from 'adaptivecards-templating';
import type { Card, CardNode } from './card.ts';

/**
 * What a template is bound to: strings, numbers, booleans and lists of the same, complete. The engine throws on
 * null inside a text and leaves `${name}` on the card for a missing name, so nothing is optional here.
 */
export interface View {
  readonly [name: string]: ViewValue;
}
type ViewValue = string | number | boolean | View | readonly View[];

/** The one place where a template meets data. Data is never evaluated and never parsed as JSON. @throws when a name stayed unbound */
export function bind(template: object, view: View): Card {
  const expanded: unknown = new Template(template).expand({ $root: view });
  const unbound = /\$\{[^}"]*\}?/.exec(JSON.stringify(expanded));
  if (unbound) throw new Error(`the card template asks for ${unbound[0]}, which the view does not have`);
  return withTwins(expanded) as Card;
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
