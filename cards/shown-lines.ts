import { cut, type CutList, type Room } from './fit.ts';
import { plain } from './plain-text.ts';

/** UTF-16 units of one line that the full list (changes-card.ts) shows; no system writes as much about one change. */
export const longestLine = 4000;

export interface ShownLines extends CutList {
  /** True when something is missing, be it lines or the end of one: then the full list must be at hand. */
  readonly short: boolean;
}

/** What a card of this room shows of the texts, and whether that is all of them. */
export function shownLines(texts: readonly string[], room: Room): ShownLines {
  const list = cut(
    texts.map((text) => plain(text, room.chars)),
    room,
  );
  const clipped = list.lines.some((line, place) => line !== plain(texts[place] ?? '', longestLine));
  return { ...list, short: list.left > 0 || clipped };
}
