import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countTests, type Counts } from './count-tests.ts';
import type { Part } from './parts.ts';
import { prepare } from './prepare.ts';
import { say, seconds } from './say.ts';

/**
 * `npm test`: gets what tests need, then runs every check there is. `npm run check` is the same without
 * installing anything. With CI=true a missing part or a skipped test is a failure.
 */
const root = resolve(import.meta.dirname, '../..');
const out = resolve(root, 'test/.out');
const summaryFile = resolve(out, 'summary.txt');
const reportFile = resolve(out, 'tests.json');

const checks: readonly (readonly [string, ...string[]])[] = [
  ['tsc', '-p', '.'],
  ['tsc', '-p', 'bot/history/page'],
  ['oxlint'],
  ['oxfmt', '--check', '.'],
  ['knip'],
];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'no-install': { type: 'boolean', default: false } } });
  const strict = process.env['CI'] === 'true';
  mkdirSync(out, { recursive: true });
  rmSync(summaryFile, { force: true });
  rmSync(reportFile, { force: true });
  say(`Node ${process.version}, npm test${strict ? ' with CI=true: nothing may be missing' : ''}`);
  const missing = await prepare(!values['no-install']);
  const broken = checks.filter((check) => !passes(check));
  const counts = runTests();
  tellSkipped(counts, missing);
  const failed = counts.failed + broken.length;
  finish({ ...counts, failed, passed: counts.passed + checks.length - broken.length });
  if (failed > 0 || (strict && missing.length + counts.skipped > 0)) process.exitCode = 1;
}

function passes(check: readonly [string, ...string[]]): boolean {
  const start = Date.now();
  const { status, stdout, stderr } = run(check, 'pipe');
  say(`${status === 0 ? 'ok    ' : 'FAILED'} ${check.join(' ')} (${seconds(start)})`);
  if (status !== 0) say(`${stdout}${stderr}`);
  return status === 0;
}

function runTests(): Counts {
  const { status } = run(
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    'inherit',
  );
  try {
    const counts = countTests(JSON.parse(readFileSync(reportFile, 'utf8')));
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch (error) {
    say(`vitest ended with ${status} and left no report: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: 0, skippedIn: new Map() };
  }
}

function run([command, ...words]: readonly [string, ...string[]], stdio: 'pipe' | 'inherit') {
  const path = [resolve(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return spawnSync(command, words, {
    cwd: root,
    stdio,
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
}

function tellSkipped(counts: Counts, missing: readonly Part[]): void {
  for (const part of missing) say(`\nMISSING: ${part.name}, for ${part.use}.\n  To get it: ${part.how}.`);
  if (counts.skipped === 0) return;
  say(`\n${counts.skipped} TESTS WERE SKIPPED, so what they prove is not proven here:`);
  for (const [file, count] of counts.skippedIn) say(`  ${count} in ${relative(root, file)}`);
}

function finish({ passed, failed, skipped }: Counts): void {
  const line = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  writeFileSync(summaryFile, `${line}\n`);
  say(`\n${line}`);
}

await main();
