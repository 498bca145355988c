/** A string for `-Filter`, with its quotes: `O'Neil` becomes `'O''Neil'`. */
export function opathString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
