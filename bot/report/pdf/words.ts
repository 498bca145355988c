import type { Content } from 'pdfmake';
import { plain } from '#cards/plain-text.ts';
import { type FontName, fontFor } from './fonts.ts';

interface Run {
  readonly text: string;
  readonly font?: FontName;
  /** Breaks anywhere: a word longer than its column would run out of the page. */
  readonly wordBreak?: 'break-all';
}

/** A word of more characters than this may be broken. */
const longWord = 22;

/**
 * Any text, from a directory, a system or a person, made fit to be printed: nothing that hides or turns its neighbours,
 * each character in a font that has it, and no word that runs out of its column.
 * @param most characters; the rest is cut off with an ellipsis
 */
export function words(text: string, most = 400): Content {
  const runs = plain(text, most)
    .split(/(\S{22,})/)
    .flatMap(runsOf);
  return { text: runs.length === 0 ? '' : runs };
}

/** The same as runs, to be put together with others. */
function runsOf(piece: string): readonly Run[] {
  if (piece === '') return [];
  const breaks = piece.length >= longWord && !/\s/.test(piece) ? ({ wordBreak: 'break-all' } as const) : {};
  return sameFont(piece).map((run) => Object.assign(run, breaks));
}

function sameFont(text: string): readonly { readonly text: string; readonly font: FontName }[] {
  const runs: { text: string; font: FontName }[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const found = fontFor(code);
    const shown = found ? sign : `[U+${code.toString(16).toUpperCase()}]`;
    const font = found ?? 'Text';
    const last = runs.at(-1);
    if (last?.font === font) last.text += shown;
    else runs.push({ text: shown, font });
  }
  return runs;
}
