/**
 * Text from a directory, a system or a person, made fit to stand in a TextRun, a button title or a placeholder:
 * places where a card shows text and never markup. Texts that clients read as Markdown (TextBlock, Fact, toggle and
 * choice titles, fallbackText) get our own words only.
 */
export function plain(text: string, most = 160): string {
  return clip(unmarked(visible(text)), most);
}

/** Nothing that cannot be seen, or that turns, hides or stacks its neighbours; all on one line. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cf}/gu, (sign) => (joiners.has(sign) ? sign : ''))
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
}

/** Zero-width joiner and non-joiner: several scripts need them inside names. */
const joiners: ReadonlySet<string> = new Set(['\u200c', '\u200d']);

/** Breaks what a client or our own templates would take for an instruction: `<at>`, `${…}`, `{{DATE(…)}}`. Twice is as once. */
function unmarked(text: string): string {
  return text
    .replaceAll(/<(?=\s*\/?\s*at\b)/gi, '‹')
    .replaceAll('${', '$ {')
    .replaceAll(/\{(?=\{)/g, '{ ');
}

/** At most `most` UTF-16 units, never half a character. */
function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trimEnd()}…`;
}
