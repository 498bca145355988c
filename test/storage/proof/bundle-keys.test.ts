import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '#storage/proof/verify.ts';
import { oneEntry, wrongForms } from './one-entry.ts';
import { type ProofStage, proofStage } from './proof-stage.ts';

let stage: ProofStage;
let keptLines: readonly string[];

/** Two cases of one person, everything sealed, one signed to its end. */
beforeAll(async () => {
  stage = await proofStage();
  await stage.seals('OFF-B', 'john');
  await stage.act('OFF-A', 'one');
  await stage.act('OFF-B', 'two');
  await stage.archive('OFF-B', '{"held":1}');
  await stage.checkpoint();
  keptLines = stage.kept.map((checkpoint) => JSON.stringify(checkpoint));
});
afterAll(() => stage.clear());

const judged = (
  bundle: readonly string[],
  kept: readonly string[] | null = keptLines,
  keys: readonly string[] = [stage.key.fingerprint],
) => judge({ bundle, kept, keys });

/** As it was written before leavers had keys. */
async function oldBundle(): Promise<{
  bundle: readonly string[];
  kept: readonly string[];
  keys: readonly string[];
}> {
  const other = await proofStage();
  await other.act('OFF-A', 'one');
  await other.archive('OFF-A', '{"held":1}');
  await other.checkpoint();
  const lines = (await other.bundle()).map((line) => {
    const { keys: _none, ...row } = JSON.parse(line) as Record<string, unknown>;
    return JSON.stringify(row['kind'] === 'bundle' ? { ...row, v: 1 } : row);
  });
  await other.clear();
  const kept = other.kept.map((checkpoint) => JSON.stringify(checkpoint));
  return { bundle: lines, kept, keys: [other.key.fingerprint] };
}

describe('a bundle of the version before', () => {
  it('is judged as ever', async () => {
    const { bundle, kept, keys } = await oldBundle();
    const changed = bundle.map((line) => line.replace('Zoë read', 'Zoe read'));

    expect(await judged(bundle, kept, keys)).toMatchObject({ verdict: 'sound', faults: [], gaps: [] });
    expect(await judged(changed, kept, keys)).toMatchObject({ verdict: 'tampered' });
  });
});

describe('a bundle without keys', () => {
  it('is sound, and tells nobody’s name', async () => {
    const bundle = await stage.bundle(undefined, false);
    const found = await judged(bundle);

    expect(found).toMatchObject({ verdict: 'sound', faults: [], gaps: [], counts: { keys: 0 } });
    expect(bundle.filter((line) => line.includes('OFF-B')).join()).not.toContain('John');
  });

  it('still shows an intent without an outcome', async () => {
    const bundle = await stage.bundle(undefined, false);
    const open = bundle.filter((line) => !(line.includes('OFF-B#') && line.includes('outcome')));

    expect((await judged(open)).gaps.map(({ what }) => what)).toContain('is an intent without an outcome');
  });
});

describe('a sealed entry', () => {
  it('is without fault as it is', async () => {
    expect((await judged(oneEntry({}), null)).faults).toEqual([]);
  });

  it.each(wrongForms)('with %s is found', async (_how, change, what) => {
    const { faults } = await judged(oneEntry(change), null);
    expect(faults.map((fault) => fault.what)).toContain(what);
  });
});
