/** One cell, as it is or in quotes with each quote doubled, and what ends it. */
const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;

/** CSV as RFC 4180 has it, read back by its header; written from the RFC. @throws on anything else */
export function readCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const [head = [], ...body] = rowsOf(text);
  return body.map((cells) => {
    if (cells.length !== head.length) throw new Error(`${cells.length} cells under ${head.length} columns`);
    return Object.fromEntries(head.map((name, place) => [name, cells[place] ?? '']));
  });
}

function rowsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  cell.lastIndex = 0;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [, written = '', end] = cell.exec(text) ?? [];
    if (end === undefined) throw new Error(`no cell: ${text.slice(at, at + 40)}`);
    row.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
