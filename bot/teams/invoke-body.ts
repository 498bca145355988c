import type { Card } from '#cards/card.ts';

/** What a click is answered with. Any other body, or another HTTP status, and the client shows an error and may send the click again. */
export interface InvokeBody {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}

/** The card takes the place of the clicked one, for this person until they load it again. */
export function cardBody(card: Card): InvokeBody {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
}

/** Text beside the card, which stays as it is. */
export function messageBody(text: string): InvokeBody {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}
