import { availableParallelism, cpus } from 'node:os';
import { say, seconds } from '#test/set-up/say.ts';
import { type Part, parts } from './parts.ts';
import { tableText } from './table.ts';

/**
 * `npm run bench [-- part …]`: how fast the bot is, each figure beside its floor of the same run. A part is chosen by
 * its name or the beginning of it: `npm run bench -- turns case`. Nothing is asserted.
 */
async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const chosen = parts.filter(({ name, huge }) =>
    huge ? wanted.includes(name) : wanted.length === 0 || wanted.some((word) => name.startsWith(word)),
  );
  if (wanted.some((word) => !parts.some(({ name }) => name.startsWith(word)))) return explain();
  const start = Date.now();
  const [cpu] = cpus();
  say(`Node ${process.version}, ${availableParallelism()} cores (${cpu?.model ?? 'unknown'})`);
  for (const part of chosen) await measure(part);
  say(`${chosen.length} parts in ${seconds(start)}`);
}

async function measure(part: Part): Promise<void> {
  const start = Date.now();
  for (const found of await tried(part)) {
    say('missing' in found ? `\nNOT MEASURED: ${part.about}.\n  ${found.missing}` : tableText(found));
  }
  say(`  (${part.name}: ${seconds(start)})`);
}

/** What goes wrong in one part is no reason to leave out the others. */
async function tried(part: Part): ReturnType<Part['measure']> {
  try {
    return await part.measure();
  } catch (error) {
    process.exitCode = 1;
    return [{ missing: error instanceof Error ? (error.stack ?? error.message) : String(error) }];
  }
}

function explain(): void {
  say('Parts, to be chosen by name or the beginning of it:');
  for (const { name, about } of parts) say(`  ${name.padEnd(16)}${about}`);
  process.exitCode = 2;
}

await main();
