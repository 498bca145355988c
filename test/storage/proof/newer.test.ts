import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, verifyBundle } from '#storage/proof/verify.ts';
import { proofStage } from './proof-stage.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offboarding-newer-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('checkpoints that were kept after the bundle was made', () => {
  async function later(): Promise<{ bundle: readonly string[]; kept: readonly string[]; key: string }> {
    const other = await proofStage();
    await other.act('OFF-A', 'one');
    await other.act('REG-20261123', 'one');
    await other.checkpoint();
    const bundle = await other.bundle();
    await other.act('OFF-A', 'two');
    await other.checkpoint();
    await other.clear();
    return { bundle, kept: other.kept.map((one) => JSON.stringify(one)), key: other.key.fingerprint };
  }

  it('are told apart from what is wrong with it, and from what it cannot show', async () => {
    const { bundle, kept, key } = await later();
    const found = await judge({ bundle, kept, keys: [key] });

    expect(found).toMatchObject({ verdict: 'incomplete', faults: [], gaps: [] });
    expect(found.newer).toMatchObject([{ place: 'checkpoint 2' }]);
  });

  it('stand under their own heading, below the faults of a bundle that was changed', async () => {
    const { bundle, kept, key } = await later();
    const changed = bundle.map((line) => line.replace('Zoë read', 'Zoe read'));
    const [file, outside] = [join(folder, 'changed.ndjson'), join(folder, 'longer.ndjson')];
    writeFileSync(file, `${changed.join('\n')}\n`);
    writeFileSync(outside, `${kept.join('\n')}\n`);
    const said: string[] = [];
    await verifyBundle([file, '--checkpoints', outside, '--key', key], (line) => void said.push(line));

    expect(said[0]).toMatch(
      /^TAMPERED: .*: 1 checkpoint, 1 case, 1 day of the register, 4 entries, 0 documents$/,
    );
    expect(said[1]).toBe('faults:');
    expect(said[2]).toContain('OFF-A#000002 is changed');
    expect(said.slice(-2)).toEqual([
      'newer than this bundle: no fault, and not in it:',
      expect.stringMatching(/^ {2}checkpoint 2 was kept .*, after this bundle was made$/),
    ]);
  });
});
