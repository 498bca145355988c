/** A line longer than this is no command: it is refused before anybody reads it. */
export const longestCommand = 500;

export type Parsed =
  | { readonly kind: 'command'; readonly name: string; readonly argument: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'unknown'; readonly word: string };

/**
 * What somebody typed, as command and argument. Teams leaves entities (`&nbsp;`, `&amp;`) and second mentions
 * (`<at>John Doe</at>`) in the text, and the bot's own mention when the client did not mark it.
 */
export function parseCommand(text: string, names: readonly string[]): Parsed {
  if (text.length > longestCommand) return { kind: 'too-long' };
  const line = readable(text);
  if (line === '') return { kind: 'empty' };
  const [, word = '', rest = ''] = /^\/?(\S+)\s*(.*)$/.exec(line) ?? [];
  const name = word.toLowerCase().replace(/[!.?]+$/, '');
  return names.includes(name)
    ? { kind: 'command', name, argument: rest.trim() }
    : { kind: 'unknown', word: word.slice(0, 40) };
}

/** Plain text on one line: a mention counts as the name inside it, one in front is the bot's own. */
function readable(text: string): string {
  const spaced = text.replaceAll(/&nbsp;|&#160;|\s/gi, ' ').trim();
  const addressed = spaced.replace(/^<at\b[^>]*>[^<]*<\/at>/i, '');
  const bare = addressed.replaceAll(/<\/?at\b[^>]*>/gi, '');
  return decode(bare).replaceAll(/\s+/g, ' ').trim();
}

/** `&amp;` last, so that nothing is decoded twice. */
function decode(text: string): string {
  return text
    .replaceAll(/&lt;/gi, '<')
    .replaceAll(/&gt;/gi, '>')
    .replaceAll(/&quot;/gi, '"')
    .replaceAll(/&(?:#39|#x27|apos);/gi, "'")
    .replaceAll(/&amp;/gi, '&');
}

/** `jdoe dry-run` → who, and whether only to look. Accepts the words as Teams clients write them: `--dry-run`, `—dry run`. */
export function splitDryRun(argument: string): { readonly who: string; readonly dryRun: boolean } {
  const match = /^(.*?)(?:^|\s)(?:--|[–—])?dry[- ]?run$/i.exec(argument);
  return match ? { who: (match[1] ?? '').trim(), dryRun: true } : { who: argument, dryRun: false };
}

/** First word and the rest. */
export function splitFirst(text: string): readonly [string, string] {
  const [, first = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(text) ?? [];
  return [first, rest.trim()];
}
