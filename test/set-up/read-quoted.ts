/**
 * What stands between the quotes a text begins with, and what is left behind them; `null` when it begins with none or
 * they never end. Two quotes inside are one. Written for tests by the grammar alone, sign by sign:
 * https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt (`string`)
 * @param quotes what ends a string as well as it begins one
 */
export function readQuoted(
  text: string,
  quotes = "'",
): { readonly value: string; readonly rest: string } | null {
  if (text === '' || !quotes.includes(text.charAt(0))) return null;
  let value = '';
  for (let at = 1; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (!quotes.includes(sign)) {
      value += sign;
      continue;
    }
    const next = text.charAt(at + 1);
    if (next === '' || !quotes.includes(next)) return { value, rest: text.slice(at + 1) };
    value += next;
    at += 1;
  }
  return null;
}
