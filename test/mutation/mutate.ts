import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { say, seconds } from '#test/set-up/say.ts';
import { type Room, rooms } from './rooms.ts';

/**
 * `npm run mutate [-- room …]`: spoils the rules in every small way there is, one at a time, and looks whether a test
 * notices. Prints who survived and the score of each room; ends with 1 when one is below 80 %. What was judged before
 * and has not changed since is not judged again.
 */
const root = join(import.meta.dirname, '../..');
const kept = 'test/.cache/stryker';
const lowest = 80;

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const isChosen = ({ name }: Room) => words.length === 0 || words.some((word) => name.startsWith(word));
  if (words.some((word) => !rooms.some(({ name }) => name.startsWith(word)))) return explain();
  process.chdir(root);
  const scores: string[] = [];
  for (const room of rooms.filter(isChosen)) scores.push(await tried(room));
  say(`\n${scores.join('\n')}`);
}

/** What goes wrong in one room is no reason to leave out the others. */
async function tried(room: Room): Promise<string> {
  try {
    return await spoil(room);
  } catch (error) {
    process.exitCode = 1;
    return `${room.name.padEnd(12)}NOT JUDGED: ${String(error)}`;
  }
}

/** The room's score, as a line. */
async function spoil({ name, files, tests }: Room): Promise<string> {
  const start = Date.now();
  const results = await new Stryker({
    mutate: [...files],
    testFiles: [...tests],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    // What is made once, when a file is loaded, would have to be loaded anew for every mutant.
    ignoreStatic: true,
    // Nothing to build and nothing to rewrite: TypeScript runs as it is, and version 7 cannot be asked by a program.
    tsconfigFile: 'none.json',
    disableTypeChecks: false,
    concurrency: 1,
    timeoutMS: 3000,
    incremental: true,
    incrementalFile: `${kept}/${name}.json`,
    tempDirName: kept,
    cleanTempDir: 'always',
    ignorePatterns: ['docs/pictures', '.sandbox', 'test/.out', 'test/.cache'],
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    thresholds: { high: 90, low: lowest, break: lowest },
  }).runMutationTest();
  const count = (...which: readonly string[]) =>
    results.filter(({ status }) => which.includes(status)).length;
  const [noticed, forEver, alive] = [
    count('Killed', 'Timeout'),
    count('Timeout'),
    count('Survived', 'NoCoverage'),
  ];
  const score = ((100 * noticed) / (noticed + alive)).toFixed(1);
  // A starved machine shows here: it takes what is only slow for what never ends.
  const told = `${noticed} of ${noticed + alive} noticed, ${forEver} of them by running for ever`;
  return `${name.padEnd(12)}${score.padStart(6)} %  ${told}, ${seconds(start)}`;
}

function explain(): void {
  say('npm run mutate [-- room …]. Rooms, by name or the beginning of it:');
  for (const { name, files } of rooms) say(`  ${name.padEnd(12)}${files.join(' ')}`);
  process.exitCode = 2;
}

await main();
