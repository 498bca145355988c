import type { Card } from '#cards/card.ts';
import { withoutButtons } from '#cards/usable.ts';
import { mayAct } from '../policy/acts.ts';
import type { Caller } from '../policy/caller.ts';

/**
 * A card that one person alone will see, with only the buttons their role admits. A card that several see keeps all: what
 * somebody may not press is refused when they press it.
 */
export function usableBy(card: Card, by: Caller): Card {
  return withoutButtons(card, (verb) => mayAct(by, verb).ok);
}
