/** One line of a CSV file (RFC 4180), its end included. What is absent is an empty cell. */
export function csvLine(values: readonly (string | number | null | undefined)[]): string {
  return `${values.map((value) => cell(value ?? '')).join(',')}\r\n`;
}

/**
 * A spreadsheet runs a cell that begins with one of these, also one that a blank or an invisible character precedes;
 * an apostrophe before it makes it text. https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
