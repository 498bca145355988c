import type { Content } from 'pdfmake';
import { minutesWords } from '../told.ts';
import { ink, styled, tones } from './blocks.ts';

/** Upper ends of the bars, minutes; the last bar has none. */
const ends = [15, 60, 240, 480, 1440, 4320] as const;
const widest = 260;

/** How many cases took how long, as bars; those past the target stand out. */
export function distribution(minutes: readonly number[], targetMinutes: number): Content {
  const bars = [...new Set([...ends, targetMinutes])].toSorted((a, b) => a - b);
  const counts = [...bars, Infinity].map((end, place) => {
    const start = place === 0 ? -1 : (bars[place - 1] ?? 0);
    return { start, end, many: minutes.filter((value) => value > start && value <= end).length };
  });
  const most = Math.max(1, ...counts.map(({ many }) => many));
  const body = counts.map(({ start, end, many }): Content[] => [
    styled(barWords(start, end), { color: ink.quiet, fontSize: 7.5 }),
    bar(many === 0 ? 0 : Math.max(2, (widest * many) / most), end > targetMinutes),
    { text: String(many), fontSize: 7.5 },
  ]);
  return { table: { widths: [92, widest + 4, '*'], body }, layout: 'noBorders', margin: [0, 0, 0, 8] };
}

function bar(width: number, isLate: boolean): Content {
  const color = isLate ? tones.bad.text : ink.accent;
  return { canvas: [{ type: 'rect', x: 0, y: 2, w: width, h: 7, color, lineWidth: 0 }] };
}

function barWords(start: number, end: number): string {
  if (end === Infinity) return `more than ${minutesWords(start)}`;
  return `up to ${minutesWords(end)}`;
}
