/**
 * A string for `-Filter`, with its quotes: `O'Neil` becomes `'O''Neil'`. Such filters are read by PowerShell's rules,
 * where `’` and its like end a string as well as `'` does. Whether to double them is told nowhere, and a wrong guess
 * finds nothing; between double quotes the question does not come up.
 * @throws TypeError for a text that no quotes hold for certain
 */
export function opathString(text: string): string {
  if (!alsoSingleQuotes.test(text)) return `'${text.replaceAll("'", "''")}'`;
  if (specialInDoubleQuotes.test(text)) throw new TypeError('a filter cannot hold this text for certain');
  return `"${text}"`;
}

/** https://github.com/PowerShell/PowerShell/blob/master/src/System.Management.Automation/engine/parser/CharTraits.cs */
const alsoSingleQuotes = /[\u2018-\u201b]/;
const specialInDoubleQuotes = /["\u201c-\u201e$`]/;
