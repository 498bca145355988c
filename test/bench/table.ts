export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What must be known to read it, a line each. */
  readonly notes: readonly string[];
}

/** For people: columns under each other, the first one to the left, figures to the right. */
export function tableText({ title, head, rows, notes }: Table): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => padded(row[column] ?? '', width, column))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const body = [line(head), rule, ...rows.map(line)].map((text) => `  ${text}`);
  return ['', title, ...body, ...notes.map((note) => `  · ${note}`), ''].join('\n');
}

function padded(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

export function milliseconds(ms: number): string {
  return ms < 100 ? ms.toFixed(1) : ms.toFixed(0);
}

/** What never happened has no time. */
export function secondsOf(ms: number): string {
  return Number.isFinite(ms) ? (ms / 1000).toFixed(2) : 'never';
}

export function ratio(value: number, floor: number): string {
  return `${(value / floor).toFixed(value / floor < 10 ? 2 : 1)}×`;
}
