import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings, verifyBundle } from '#storage/proof/verify.ts';
import { findCommand } from '#test/set-up/find-command.ts';
import type { Evidence, Finding } from './evidence.ts';
import { inCheckpoints } from './findings-in-checkpoints.ts';
import { inEntries } from './findings-in-entries.ts';
import { inLines } from './findings-in-lines.ts';
import { inSealed } from './findings-in-sealed.ts';
import { ofKeys, soundKeys } from './findings-of-keys.ts';
import { ofOneCase, soundCases } from './findings-of-one-case.ts';

const all: readonly Finding[] = [
  ...inEntries,
  ...inSealed,
  ...inCheckpoints,
  ...inLines,
  ...ofOneCase,
  ...ofKeys,
];
/** And bundles in which nothing can be found. */
const sound = [...soundCases, ...soundKeys];
const lists = ['faults', 'gaps', 'newer'] as const;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offboarding-findings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

function wordsFor({ bundle, kept, seen, keys }: Evidence): readonly string[] {
  const outside = kept === null ? [] : ['--checkpoints', fileOf('kept.ndjson', kept)];
  const named = [...seen.flatMap((one) => ['--seen', one]), ...keys.flatMap((key) => ['--key', key])];
  return [fileOf('bundle.ndjson', bundle), ...outside, ...named];
}

async function run(words: readonly string[]): Promise<{ code: number; said: readonly string[] }> {
  const said: string[] = [];
  return { code: await verifyBundle(words, (line) => void said.push(line)), said };
}

/** A place and what is said of it, `{}` filled in. */
function points(of: readonly (readonly [string, string, ...string[]])[] = []) {
  return of.map(([place, what, ...about]) => ({
    place,
    what: about.reduce<string>((words, one) => words.replace('{}', one), what),
  }));
}

function verdictOf({ faults = [] }: Pick<Finding, 'faults'>) {
  return faults.length > 0 ? 'tampered' : 'incomplete';
}

describe('a bundle is sound when', () => {
  it.each(sound.map(({ when, of }) => [when, of] as const))('%s', async (_when, of) => {
    const { code, said } = await run([...wordsFor(await of()), '--json']);

    expect(JSON.parse(said.join())).toMatchObject({ verdict: 'sound', faults: [], gaps: [], newer: [] });
    expect(code).toBe(0);
  });
});

describe('of a bundle in which', () => {
  it.each(all.map((finding) => [finding.when, finding] as const))(
    '%s, exactly that is said',
    async (_when, finding) => {
      const words = wordsFor(await finding.of());
      const [asText, asJson] = [await run(words), await run([...words, '--json'])];
      const expected = Object.fromEntries(lists.map((list) => [list, points(finding[list])]));

      expect(JSON.parse(asJson.said.join())).toMatchObject({ verdict: verdictOf(finding), ...expected });
      expect(asJson.code).toBe(verdictOf(finding) === 'tampered' ? 1 : 2);
      expect(asText.code).toBe(asJson.code);
      const told = lists.flatMap((list) => points(finding[list]));
      expect(asText.said.filter((line) => line.startsWith('  '))).toEqual(
        told.map(({ place, what }) => `  ${place} ${what}`),
      );
      expect(asText.said[0]).toContain(verdictOf(finding).toUpperCase());
    },
  );
});

describe('everything that the verifier can say', () => {
  it.each(lists)('of the %s has its bundle above', (list) => {
    const shown = new Set<string>(all.flatMap((finding) => (finding[list] ?? []).map(([, what]) => what)));
    expect(findings[list].filter((what) => !shown.has(what))).toEqual([]);
  });
});

describe('the second verifier', () => {
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
      ours.push(`${index < sound.length ? 'sound' : verdictOf(finding)}: ${when}`);
    }
    const program = join(import.meta.dirname, 'verify_bundle.py');
    const said = execFileSync(python!, [program, ...asked], { encoding: 'utf8' })
      .trim()
      .split('\n');

    expect(said.map((word, index) => `${word}: ${ours[index]?.replace(/^\w+: /, '')}`)).toEqual(ours);
  });
});
