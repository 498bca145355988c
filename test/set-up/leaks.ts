/** A piece of a secret as long as this, in signs, is no accident. */
const piece = 20;

/**
 * Where a secret, or a piece of one, can be read: as it is, in base64, as hexadecimal digits, or as part of a URL.
 * @param places texts by the names of where they were found
 * @param secrets by what they are
 */
export function leaks(
  places: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
): readonly string[] {
  const pieces = Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret).flatMap((form) => piecesOf(form).map((one) => ({ name, one }))),
  );
  return Object.entries(places).flatMap(([place, text]) => {
    const found = pieces.filter(({ one }) => text.includes(one));
    const names = [...new Set(found.map(({ name }) => name))];
    return names.map(
      (name) => `${name} in ${place}: ${around(text, found.find((one) => one.name === name)?.one)}`,
    );
  });
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('hex')];
}

function piecesOf(text: string): readonly string[] {
  const count = Math.max(1, Math.floor(text.length / piece));
  return Array.from({ length: count }, (_, nth) => text.slice(nth * piece, (nth + 1) * piece));
}

function around(text: string, one = ''): string {
  const at = text.indexOf(one);
  return text.slice(Math.max(0, at - 200), at + 100);
}
