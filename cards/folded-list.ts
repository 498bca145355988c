import { partTemplate } from './bind.ts';
import type { CardNode } from './card.ts';
import { cut, folded, type Room } from './fit.ts';
import layout from './folded-list.json' with { type: 'json' };
import { plain } from './plain-text.ts';
import { counted } from './words.ts';

const draw = partTemplate(layout);

/** Lines that stand open; the rest comes with "Show more". */
const openLines = 10;

export interface ListPart {
  /** Once a card. */
  readonly id: string;
  /** Our own words: clients may read Markdown here. */
  readonly title: string;
  readonly color: 'default' | 'good' | 'warning' | 'attention';
  readonly texts: readonly string[];
}

/** A heading and its lines, the first of them open; nothing at all without lines. */
export function foldedList({ id, title, color, texts }: ListPart, room: Room): readonly CardNode[] {
  if (texts.length === 0) return [];
  const lines = texts.map((text) => plain(text, room.chars + 80));
  const list = cut(lines, room);
  const none = list.lines.length === 0 ? ` (${counted(texts.length, 'change')})` : '';
  return draw({ id, title: `${title}${none}`, color, ...folded(list, openLines) });
}

/** Whether the list shows less than all of its lines in this room. */
export function isCutShort({ texts }: Pick<ListPart, 'texts'>, room: Room): boolean {
  return cut(texts, room).left > 0;
}
