import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { say, seconds } from '#test/set-up/say.ts';
import { type Attack, attacks } from './attacks.ts';

/**
 * `npm run soak [-- attack …] [--seed N] [--times N]`: the attacks of `npm test`, for long. Prints the seed it begins
 * with; the same seed does the same again. Ends with 1 when something was found.
 */
const root = resolve(import.meta.dirname, '../..');

const options = { seed: { type: 'string' }, times: { type: 'string' } } as const;

function main(): void {
  const given = readWords();
  const chosen = given && attacks.filter(isChosen(given.positionals));
  if (!given || !chosen?.length) return explain();
  const seed = given.values.seed ?? String(randomInt(1, 1_000_000));
  const env = {
    SOAK: 'long',
    SOAK_SEED: seed,
    ...(given.values.times ? { SOAK_TIMES: given.values.times } : {}),
  };
  for (const attack of chosen) run(attack, env, seed);
}

function readWords() {
  try {
    const given = parseArgs({ options, allowPositionals: true });
    const numbers = [given.values.seed, given.values.times].every((word) => /^\d*$/.test(word ?? ''));
    return numbers && given.positionals.every((word) => attacks.some(isChosen([word]))) ? given : null;
  } catch {
    return null;
  }
}

function isChosen(words: readonly string[]) {
  return ({ name }: Attack): boolean => words.length === 0 || words.some((word) => name.startsWith(word));
}

function run({ name, about, files }: Attack, env: Record<string, string>, seed: string): void {
  const start = Date.now();
  say(`\n${name}: ${about}; seed ${seed}`);
  const { status } = spawnSync(resolve(root, 'node_modules/.bin/vitest'), ['run', ...files], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exitCode = 1;
  say(`${name}: ${status === 0 ? 'nothing found' : 'FOUND SOMETHING'} in ${seconds(start)}; seed ${seed}`);
}

function explain(): void {
  say('npm run soak [-- attack …] [--seed N] [--times N]. Attacks, by name or the beginning of it:');
  for (const { name, about } of attacks) say(`  ${name.padEnd(16)}${about}`);
  process.exitCode = 2;
}

main();
