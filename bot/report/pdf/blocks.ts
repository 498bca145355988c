import type { Content, TableLayout } from 'pdfmake';
import { words } from './words.ts';

export const ink = {
  text: '#1b1b1f',
  quiet: '#5c5f66',
  rule: '#d5d8de',
  fill: '#eef1f6',
  accent: '#1f3a5f',
} as const;

/** How bad it is: what the eye sees first. */
export type Tone = 'good' | 'warning' | 'bad' | 'neutral';

export const tones: Readonly<Record<Tone, { readonly text: string; readonly fill: string }>> = {
  good: { text: '#0f5c33', fill: '#e6f4ec' },
  warning: { text: '#7a4f00', fill: '#fdf3df' },
  bad: { text: '#9b1c1c', fill: '#fdeaea' },
  neutral: { text: ink.accent, fill: ink.fill },
};

/** Lines between rows only, the header filled. */
const ruled: TableLayout = {
  hLineWidth: (line, { table: { body } }) => (line === 0 || line === body.length ? 0.8 : 0.4),
  vLineWidth: () => 0,
  hLineColor: () => ink.rule,
  paddingLeft: () => 5,
  paddingRight: () => 5,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

const boxed: TableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 12,
  paddingRight: () => 12,
  paddingTop: () => 9,
  paddingBottom: () => 9,
};

export function heading(text: string): Content {
  return { text, style: 'heading' };
}

export function note(text: string): Content {
  return Object.assign({}, words(text, 2000), { style: 'note' });
}

/** A verdict in a box of its tone. */
export function box(tone: Tone, title: string, lines: readonly string[]): Content {
  const { text: color, fill } = tones[tone];
  const stack: Content[] = [
    styled(title, { fontSize: 15, bold: true, color }),
    ...lines.map((line) => styled(line, { color: ink.text, margin: [0, 3, 0, 0] })),
  ];
  return {
    table: { widths: ['*'], body: [[{ stack, fillColor: fill }]] },
    layout: boxed,
    margin: [0, 0, 0, 14],
  };
}

/** The same on one line, for a verdict beside others. */
export function strip(tone: Tone, text: string): Content {
  const { text: color, fill } = tones[tone];
  const body = [[styled(text, { bold: true, color, fillColor: fill })]];
  return {
    table: { widths: ['*'], body },
    layout: { ...boxed, paddingTop: () => 5, paddingBottom: () => 5 },
  };
}

export function styled(text: string, style: object, most = 600): Content {
  return Object.assign({}, words(text, most), style);
}

/** Names and what is said of each, in one or two columns of pairs. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): Content {
  const body = pairs.map(([name, value]): Content[] => [{ text: name, color: ink.quiet }, words(value, 600)]);
  return {
    table: { widths: [92, '*'], body, dontBreakRows: true },
    layout: ruled,
    fontSize: 8,
    margin: [0, 0, 0, 8],
  };
}

export interface Column {
  readonly title: string;
  readonly width: number | '*';
}

/** A table whose header stands on every page it reaches; a row is never cut in two. An empty one says so. */
export function grid(
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  none: string,
): Content {
  if (rows.length === 0) return note(none);
  const head = columns.map(({ title }): Content => ({ text: title, bold: true, fillColor: ink.fill }));
  const table: Content['table'] = {
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    widths: columns.map(({ width }) => width),
    body: [head, ...rows.map((row) => [...row])],
  };
  return { table, layout: ruled, fontSize: 7.5, margin: [0, 0, 0, 12] };
}

/** Several lines in one cell: the first as it is, the rest quiet. */
export function cell(first: string, ...rest: readonly string[]): Content {
  const quiet = rest
    .filter((line) => line !== '')
    .map((line) => styled(line, { color: ink.quiet, fontSize: 6.5 }));
  const top = words(first);
  return quiet.length === 0 ? top : { stack: [top, ...quiet] };
}

export function tinted(text: string, tone: Tone): Content {
  return styled(text, { color: tones[tone].text, bold: true });
}
