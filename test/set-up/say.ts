/** A line of the test command's own. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Time since `start` (ms since 1970), for people. */
export function seconds(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
