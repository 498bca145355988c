import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointHash } from '#storage/proof/checkpoint.ts';
import { judge, verifyBundle } from '#storage/proof/verify.ts';
import { type ProofStage, proofStage } from './proof-stage.ts';

let stage: ProofStage;
let whole: readonly string[];
let single: readonly string[];
let keptLines: readonly string[];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offboarding-seen-'));
  stage = await proofStage();
  for (const name of ['A', 'B', 'A', 'C']) {
    await stage.act(`OFF-${name}`, 'one');
    await stage.checkpoint();
  }
  whole = await stage.bundle();
  single = await stage.bundle('OFF-B');
  keptLines = stage.kept.map((checkpoint) => JSON.stringify(checkpoint));
});

afterAll(async () => {
  await stage.clear();
  rmSync(folder, { recursive: true });
});

describe('a checkpoint that was seen in a channel', () => {
  const seenOf = (n: number) => `${n}:${checkpointHash(stage.kept[n - 1]!)}`;
  const judgedBy = (bundle: readonly string[], seen: readonly string[]) =>
    judge({ bundle, kept: keptLines, seen, keys: [stage.key.fingerprint] });

  it('is found again in an untouched log', async () => {
    expect(await judgedBy(whole, [seenOf(1), seenOf(4)])).toMatchObject({ verdict: 'sound' });
  });

  it('that is another one in the log shows that the log was rewritten', async () => {
    expect(await judgedBy(whole, [`4:${'0'.repeat(64)}`])).toMatchObject({
      verdict: 'tampered',
      faults: [{ place: 'checkpoint 4', what: 'is another one than the one that was seen' }],
    });
  });

  it('that the bundle does not have is not passed over', async () => {
    expect(await judgedBy(whole, [`9:${'0'.repeat(64)}`])).toMatchObject({ verdict: 'incomplete' });
    expect(await judgedBy(single, [seenOf(1)])).toMatchObject({ verdict: 'incomplete' });
    const holed = whole.filter((line) => !line.includes('checkpoint') || !line.includes('\\"n\\":2,'));
    const { faults } = await judgedBy(holed, [seenOf(2)]);
    expect(faults).toContainEqual({ place: 'checkpoint 2', what: 'was seen, and is missing here' });
  });

  it('is named on the command line by its number and hash, and nothing less', async () => {
    const bundle = join(folder, 'bundle.ndjson');
    const kept = join(folder, 'kept.ndjson');
    writeFileSync(bundle, `${whole.join('\n')}\n`);
    writeFileSync(kept, `${keptLines.join('\n')}\n`);
    const words = [bundle, '--checkpoints', kept, '--key', stage.key.fingerprint, '--seen'];

    expect(await verifyBundle([...words, seenOf(1)], () => {})).toBe(0);
    expect(await verifyBundle([...words, `1:${'0'.repeat(64)}`], () => {})).toBe(1);
    expect(await verifyBundle([...words, seenOf(1).slice(0, 20)], () => {})).toBe(3);
  });
});
