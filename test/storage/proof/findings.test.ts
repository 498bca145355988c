import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings, verifyBundle } from '#storage/proof/verify.ts';
import type { Evidence } from './evidence.ts';
import { all, sound, verdictOf } from './every-finding.ts';
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
