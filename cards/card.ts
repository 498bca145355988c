/** An Adaptive Card 1.5, ready to be sent. Made by `bind` only. */
export interface Card {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly body: readonly CardNode[];
}

/** Any element or action of a card, as plain JSON. */
export type CardNode = { readonly [name: string]: unknown };
