import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleCli } from '#storage/proof/bundle-cli.ts';
import { judge } from '#storage/proof/verify.ts';
import { type ProofStage, proofStage } from './proof-stage.ts';

let stage: ProofStage;

beforeAll(async () => {
  stage = await proofStage();
  await stage.act('OFF-A', 'one');
  await stage.act('OFF-B', 'one');
  await stage.checkpoint();
});

afterAll(() => stage.clear());

const beside = (name: string) => join(stage.file, '..', name);

async function run(...words: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await bundleCli(words, (line) => void lines.push(line));
  return { code, said: lines.join('\n') };
}

function judged(file: string) {
  const bundle = readFileSync(file, 'utf8').trim().split('\n');
  const kept = stage.kept.map((checkpoint) => JSON.stringify(checkpoint));
  return judge({ bundle, kept, keys: [stage.key.fingerprint] });
}

describe('log:bundle', () => {
  it('writes the evidence of a whole log, and of one case, which is then found sound', async () => {
    expect(await run(stage.file, beside('all.ndjson'))).toMatchObject({ code: 0 });
    expect(await run(stage.file, beside('one.ndjson'), '--case', 'OFF-B')).toMatchObject({ code: 0 });

    expect(await judged(beside('all.ndjson'))).toMatchObject({
      verdict: 'sound',
      counts: { cases: 2, entries: 4 },
    });
    expect(await judged(beside('one.ndjson'))).toMatchObject({
      verdict: 'sound',
      counts: { cases: 1, entries: 2 },
    });
  });

  it('never writes over a file', async () => {
    writeFileSync(beside('precious'), 'mine');

    expect(await run(stage.file, beside('precious'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('EEXIST'),
    });
    expect(readFileSync(beside('precious'), 'utf8')).toBe('mine');
  });

  it.each([
    ['a log that is not there', () => [beside('nowhere.db'), beside('x')], 'not written'],
    [
      'a case that is none',
      () => [stage.file, beside('y'), '--case', 'OFF-NONE'],
      'the log has no case OFF-NONE',
    ],
  ])('says so of %s, and ends with 2', async (_what, words, said) => {
    expect(await run(...words())).toMatchObject({ code: 2, said: expect.stringContaining(said) });
  });

  it('explains itself when it is called wrongly', async () => {
    expect(await run(stage.file)).toMatchObject({
      code: 3,
      said: expect.stringContaining('usage: npm run log:bundle'),
    });
  });

  it('says of a case that no checkpoint covers yet that there is one every minute', async () => {
    await stage.act('OFF-C', 'one');

    expect(await run(stage.file, beside('z'), '--case', 'OFF-C')).toMatchObject({
      code: 2,
      said: expect.stringContaining('no checkpoint covers OFF-C yet'),
    });
  });
});
