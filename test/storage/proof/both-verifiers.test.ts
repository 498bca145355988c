import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCommand } from '#test/set-up/find-command.ts';
import type { Evidence } from './evidence.ts';
import { all, sound, verdictOf } from './every-finding.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offboarding-both-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

describe('the second verifier, in another language', () => {
  const python = findCommand('python3');
  /** It is asked with one key and what was kept, and no more. */
  const isItsOwn = ({ kept, seen, keys }: Evidence) =>
    kept !== null && seen.length === 0 && keys.length === 1;

  it.skipIf(python === null)('comes to the same verdict on each', async () => {
    const asked: string[] = [];
    const ours: string[] = [];
    for (const [index, { when, of, ...finding }] of [...sound, ...all].entries()) {
      const found = await of();
      if (!isItsOwn(found)) continue;
      const files = [fileOf(`kept-${index}`, found.kept ?? []), fileOf(`bundle-${index}`, found.bundle)];
      asked.push(found.keys[0]!, ...files);
      ours.push(`${verdictOf(finding)}: ${when}`);
    }
    const program = join(import.meta.dirname, 'verify_bundle.py');
    const said = execFileSync(python!, [program, ...asked], { encoding: 'utf8' })
      .trim()
      .split('\n');

    expect(said.map((word, index) => `${word}: ${ours[index]?.replace(/^\w+: /, '')}`)).toEqual(ours);
  });
});
