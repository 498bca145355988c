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
  [60, 160],
  [40, 160],
  [30, 140],
  [22, 120],
  [16, 120],
  [12, 100],
  [9, 100],
  [6, 90],
  [4, 80],
  [3, 70],
  [2, 60],
  [1, 60],
  [0, 40],
].map(([lines = 0, chars = 40]) => ({ lines, chars }));

/** Draws the card with as much detail as fits. Lists are cut, never dropped: counts stay on the card. */
export function fit(draw: (room: Room) => Card): Card {
  let [card, low, high] = [draw(room(0)), 0, rooms.length - 1];
  if (fits(card)) return card;
  card = draw(room(high));
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const smaller = draw(room(middle));
    if (fits(smaller)) [card, high] = [smaller, middle];
    else low = middle;
  }
  return card;
}

function room(index: number): Room {
  return rooms[index] ?? { lines: 0, chars: 40 };
}

function fits(card: Card): boolean {
  return JSON.stringify(card).length <= cardLimit;
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

/** A list of which some lines stand open and the rest comes with "Show more". */
export interface FoldedList {
  readonly lines: string;
  readonly rest: string;
  /** How many lines are in `rest`. */
  readonly more: number;
}

/** Folds what is longer than `open` lines. */
export function folded(list: CutList, open: number): FoldedList {
  if (list.lines.length <= open + 1) return { lines: bullets(list), rest: '', more: 0 };
  const rest = { lines: list.lines.slice(open), left: list.left };
  return {
    lines: bullets({ lines: list.lines.slice(0, open), left: 0 }),
    rest: bullets(rest),
    more: rest.lines.length,
  };
}

/** A list as one text of several lines, with what is missing counted; empty for an empty or wholly cut list. */
export function bullets({ lines, left }: CutList): string {
  const rows = left > 0 && lines.length > 0 ? [...lines, `and ${left} more`] : lines;
  return rows.map((row) => `• ${row}`).join('\n');
}
