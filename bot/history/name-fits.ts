type Named = { readonly name: string; readonly upn: string | null };

/** Whether a text is all of somebody's name or sign-in name. Pure. */
export function isWholeName(text: string, { name, upn }: Named): boolean {
  const wanted = plain(text);
  return wanted !== '' && (plain(name) === wanted || (upn !== null && plain(upn) === wanted));
}

/** Whether each word of a text begins a word of somebody's name, or the text their sign-in name. Pure. */
export function beginsName(text: string, { name, upn }: Named): boolean {
  const wanted = plain(text);
  if (wanted === '') return false;
  if (upn !== null && begins(wanted, plain(upn))) return true;
  const words = wordsOf(plain(name));
  return wanted.split(' ').every((part) => words.some((word) => begins(part, word)));
}

/** Apostrophes and hyphens may be left out: `oneil` begins `o'neil`. */
function begins(part: string, word: string): boolean {
  const joined = part.replaceAll(signs, '');
  return word.startsWith(part) || (joined !== '' && word.replaceAll(signs, '').startsWith(joined));
}

const signs = /['-]/g;

/** `o'neil` is found by that and by `neil`. */
function wordsOf(name: string): readonly string[] {
  return name.split(' ').flatMap((word) => [word, word.split(signs).slice(1)].flat());
}

/** Without what people leave out when they type: capitals, accents, the shape of an apostrophe. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('\u2019', "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
