import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, verifyBundle } from '#storage/proof/verify.ts';
import { patience, seed, times } from '#test/set-up/attack.ts';
import { findCommand } from '#test/set-up/find-command.ts';
import { mutations } from './mutations.ts';
import { oneEntry, wrongForms } from './one-entry.ts';
import { freshKey, type ProofStage, proofStage } from './proof-stage.ts';

let stage: ProofStage;
let whole: readonly string[];
let single: readonly string[];
let keptLines: readonly string[];
let folder: string;
const stranger = freshKey();

/** Six cases, some of them signed many times, one with an archive; of three everything is sealed, of one the key is gone. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offboarding-bundles-'));
  stage = await proofStage();
  await stage.seals('OFF-B', 'john');
  await stage.seals('OFF-C', 'john');
  await stage.seals('OFF-D', 'megan');
  for (const [round, name] of ['A', 'B', 'A', 'C', 'D', 'B', 'E', 'A', 'F'].entries()) {
    await stage.act(`OFF-${name}`, `change ${round}`);
    if (round % 3 === 0) await stage.archive(`OFF-${name}`, `{"held":${round}}`);
    if (round === 4) await stage.erase('OFF-D');
    if (round % 2 === 0) await stage.checkpoint();
  }
  whole = await stage.bundle();
  single = await stage.bundle('OFF-B');
  keptLines = stage.kept.map((checkpoint) => JSON.stringify(checkpoint));
});

afterAll(async () => {
  await stage.clear();
  rmSync(folder, { recursive: true });
});

const keys = () => [stage.key.fingerprint];
const judged = (bundle: readonly string[], kept: readonly string[] | null = keptLines, pinned = keys()) =>
  judge({ bundle, kept, keys: pinned });

describe('an untouched bundle', () => {
  it('of the whole log is sound', async () => {
    const found = await judged(whole);
    expect(found).toMatchObject({ verdict: 'sound', faults: [], gaps: [] });
    expect(found.counts).toEqual({ checkpoints: 5, cases: 6, entries: 22, documents: 3, keys: 1 });
  });

  it('of one case is sound: its end leads to the root that was signed', async () => {
    expect(await judged(single)).toMatchObject({ verdict: 'sound', faults: [], gaps: [], scope: 'OFF-B' });
  });

  it('is incomplete without a key that was written down, and without the checkpoints that were kept', async () => {
    expect(await judged(whole, keptLines, [])).toMatchObject({ verdict: 'incomplete', faults: [] });
    expect(await judged(whole, null)).toMatchObject({ verdict: 'incomplete', faults: [] });
  });

  it('is sound under a new key that the old one vouched for, whichever of them was written down', async () => {
    const other = await proofStage();
    const next = freshKey();
    await other.act('OFF-A', 'one');
    await other.checkpoint();
    await other.act('OFF-A', 'two');
    await other.checkpoint({ key: next, oldKey: other.key });
    await other.act('OFF-A', 'three');
    await other.checkpoint({ key: next });
    const bundle = await other.bundle();
    const kept = other.kept.map((checkpoint) => JSON.stringify(checkpoint));

    expect(await judged(bundle, kept, [other.key.fingerprint])).toMatchObject({ verdict: 'sound' });
    expect(await judged(bundle, kept, [next.fingerprint])).toMatchObject({ verdict: 'sound' });
    expect(await judged(bundle, kept, [stranger.fingerprint])).toMatchObject({ verdict: 'tampered' });
    await other.clear();
  });
});

describe('what a bundle cannot show', () => {
  it('an intent without an outcome, and entries that no checkpoint covers yet, are named', async () => {
    const other = await proofStage();
    await other.act('OFF-A', 'one');
    await other.checkpoint();
    await other.act('OFF-A', 'two');
    const bundle = await other.bundle();
    const kept = other.kept.map((checkpoint) => JSON.stringify(checkpoint));
    const found = await judged(bundle, kept, [other.key.fingerprint]);

    expect(found.verdict).toBe('incomplete');
    expect(found.gaps).toContainEqual({
      place: 'OFF-A#000003',
      what: 'and what follows in its case, to 4, no checkpoint covers yet',
    });
    const open = bundle.filter((line) => !line.includes('"outcome"'));
    expect((await judged(open, kept, [other.key.fingerprint])).gaps).toContainEqual({
      place: 'OFF-A#000001',
      what: 'is an intent without an outcome',
    });
    await other.clear();
  });

  it('an older state is found by the checkpoints that were kept', async () => {
    const older = whole.filter((line) => !line.includes('OFF-F') || line.includes('"kind":"end"'));
    const cut = older.map((line) =>
      line.includes('"kind":"end"')
        ? JSON.stringify({ kind: 'end', checkpoints: 4, cases: 5, entries: 20, documents: 3, keys: 1 })
        : line,
    );

    expect(await judged(cut)).toMatchObject({
      verdict: 'tampered',
      faults: [{ place: 'checkpoint 5', what: 'was kept, and is missing here' }],
    });
  });
});

const attacks = Object.entries(mutations(stranger));

describe.each([
  ['the whole log', () => whole],
  ['one case', () => single],
])('a bundle of %s', (_name, bundle) => {
  it.each(attacks)('is not called sound when %s, wherever', async (_how, mutate) => {
    const runs = times({ short: 10, long: 2000 });
    await fc.assert(
      fc.asyncProperty(fc.nat(10_000), async (number) => {
        const changed = mutate(bundle(), (many) => number % many);
        if (changed === null || changed.join('\n') === bundle().join('\n')) return;
        const { verdict, faults, gaps } = await judged(changed);
        expect(verdict).not.toBe('sound');
        expect(faults.length + gaps.length).toBeGreaterThan(0);
      }),
      { seed, numRuns: runs },
    );
  });
});

describe('a character of a bundle', () => {
  it('is changed nowhere without being found, but in the first line, which is the bundle’s own word', async () => {
    const bundles = [whole, single];
    const place = fc.tuple(
      fc.nat(1),
      fc.nat(10_000),
      fc.nat(10_000),
      fc.constantFrom('0', 'a', 'A', '+', '=', '"', ' '),
    );
    await fc.assert(
      fc.asyncProperty(place, async ([which, line, at, letter]) => {
        const bundle = bundles[which]!;
        const nth = 1 + (line % (bundle.length - 1));
        const text = bundle[nth]!;
        const changed = `${text.slice(0, at % text.length)}${letter}${text.slice((at % text.length) + 1)}`;
        if (changed === text) return;
        expect((await judged(bundle.with(nth, changed))).verdict).not.toBe('sound');
      }),
      { seed, numRuns: times({ short: 300, long: 20_000 }) },
    );
  });
});

describe('the second verifier, in another language', () => {
  const python = findCommand('python3');

  it.skipIf(python === null)(
    'agrees about every bundle, changed or not',
    { timeout: patience(40, 2000) },
    async () => {
      const random = fc.sample(fc.tuple(fc.nat(attacks.length - 1), fc.nat(10_000), fc.boolean()), {
        seed,
        numRuns: times({ short: 60, long: 2000 }),
      });
      const bundles = random.map(([attack, number, one]) => {
        const from = one ? single : whole;
        return attacks[attack]![1](from, (many) => number % many) ?? from;
      });
      bundles.push(oneEntry({}), ...wrongForms.map(([, change]) => oneEntry(change)));
      const files = [whole, single, ...bundles].map((lines, index) => {
        const file = join(folder, `${index}.ndjson`);
        writeFileSync(file, `${lines.join('\n')}\n`);
        return file;
      });
      const kept = join(folder, 'kept.ndjson');
      writeFileSync(kept, `${keptLines.join('\n')}\n`);
      const program = join(import.meta.dirname, 'verify_bundle.py');
      const words = files.flatMap((file) => [stage.key.fingerprint, kept, file]);
      const said = execFileSync(python!, [program, ...words], { encoding: 'utf8' });
      const ours = await Promise.all(
        [whole, single, ...bundles].map(async (lines) => (await judged(lines)).verdict),
      );

      expect(said.trim().split('\n')).toEqual(ours);
      expect(new Set(ours)).toEqual(new Set(['sound', 'tampered', 'incomplete']));
    },
  );
});

describe('the command', () => {
  async function run(...words: string[]): Promise<{ code: number; said: string }> {
    const lines: string[] = [];
    const code = await verifyBundle(words, (line) => void lines.push(line));
    return { code, said: lines.join('\n') };
  }

  function fileOf(name: string, lines: readonly string[]): string {
    const file = join(folder, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }

  it('says sound and ends with 0, names the first bad place and ends with 1, and ends with 2 when something is missing', async () => {
    const good = fileOf('good.ndjson', whole);
    const kept = fileOf('kept-outside.ndjson', keptLines);
    const proof = ['--checkpoints', kept, '--key', stage.key.fingerprint];
    const bad = fileOf(
      'bad.ndjson',
      whole.map((line) => line.replace('Zoë read', 'Zoe read')),
    );

    expect(await run(good, ...proof)).toMatchObject({
      code: 0,
      said: expect.stringContaining('sound: the whole log'),
    });
    expect(await run(bad, ...proof)).toMatchObject({
      code: 1,
      said: expect.stringContaining('OFF-A#000002 is changed: its text does not have its hash'),
    });
    expect((await run(good)).code).toBe(2);
    expect(JSON.parse((await run(good, '--json')).said)).toMatchObject({ verdict: 'incomplete' });
  });
});
