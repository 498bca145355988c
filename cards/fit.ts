import type { Card } from './card.ts';

/** Characters of JSON a card may have: Teams takes 40,000 at most, and phones grow slow long before. */
export const cardLimit = 12_000;

/** How much a card may say. */
export interface Room {
  /** Lines of one list. */
  readonly lines: number;
  /** Characters of one line. */
  readonly chars: number;
}

const rooms: readonly Room[] = [
  { lines: 60, chars: 160 },
  { lines: 40, chars: 160 },
  { lines: 25, chars: 140 },
  { lines: 15, chars: 120 },
  { lines: 10, chars: 100 },
  { lines: 6, chars: 100 },
  { lines: 4, chars: 80 },
  { lines: 2, chars: 80 },
  { lines: 1, chars: 60 },
  { lines: 0, chars: 40 },
];

/** Draws the card with as much detail as fits. Lists are cut, never dropped: counts stay on the card. */
export function fit(draw: (room: Room) => Card): Card {
  const [first, ...smaller] = rooms;
  let card = draw(first ?? { lines: 0, chars: 40 });
  for (const room of smaller) {
    if (JSON.stringify(card).length <= cardLimit) return card;
    card = draw(room);
  }
  return card;
}

export interface CutList {
  readonly lines: readonly string[];
  /** How many are not among `lines`. */
  readonly left: number;
}

/** The first lines of a list. A single line is never the one left out: "and 1 more" would take its place. */
export function cut(all: readonly string[], room: Room): CutList {
  const lines = all.length === room.lines + 1 && room.lines > 0 ? all : all.slice(0, room.lines);
  return { lines, left: all.length - lines.length };
}
