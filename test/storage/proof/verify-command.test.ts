import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, refusals, verifyBundle } from '#storage/proof/verify.ts';
import { evidence, one, opened, ours, text } from './evidence.ts';
import { minute, nextAfter, stored } from './small-log.ts';

let folder: string;
let bundle: readonly string[];
let kept: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offboarding-command-'));
  ({ bundle } = await evidence(one()));
  kept = text(one().kept);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...words: readonly string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await verifyBundle(words, (line) => void lines.push(line));
  return { code, said: lines.join('\n') };
}

function fileOf(content: string | Buffer, name = 'bundle.ndjson'): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const linesOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
const proof = () => ['--checkpoints', fileOf(linesOf(kept), 'kept.ndjson'), '--key', ours.fingerprint];
const good = () => fileOf(linesOf(bundle), 'good.ndjson');

const refused: readonly (readonly [string, (typeof refusals)[number], () => readonly string[]])[] = [
  ['that is empty', 'this is no bundle: it has no first line', () => [fileOf('')]],
  [
    'that is empty, beside checkpoints that were kept',
    'this is no bundle: it has no first line',
    () => [fileOf(''), ...proof()],
  ],
  [
    'of another format',
    'this is no bundle of version 1 or 2',
    () => [fileOf('{"kind":"something","v":2}\n')],
  ],
  ['of another version', 'this is no bundle of version 1 or 2', () => [fileOf('{"kind":"bundle","v":3}\n')]],
  [
    'with a mark of its byte order before it',
    'this is no bundle of version 1 or 2',
    () => [fileOf(`\uFEFF${linesOf(bundle)}`)],
  ],
  [
    'beside something else than checkpoints',
    'the kept checkpoints are none',
    () => [good(), '--checkpoints', good()],
  ],
  ['that is not named', 'one bundle, please', () => []],
  ['that is named beside another', 'one bundle, please', () => [good(), good()]],
  [
    'and half a fingerprint',
    'a key is named by sha256: and 64 digits',
    () => [good(), '--key', 'sha256:5f0c'],
  ],
  [
    'and more than a fingerprint',
    'a key is named by sha256: and 64 digits',
    () => [good(), '--key', `${ours.fingerprint}0`],
  ],
  [
    'and a fingerprint after something else',
    'a key is named by sha256: and 64 digits',
    () => [good(), '--key', ours.fingerprint, '--key', `x${ours.fingerprint}`],
  ],
  ...[`0:${'0'.repeat(64)}`, '1', `1:${'0'.repeat(65)}`, `x1:${'0'.repeat(64)}`, `1:${'Z'.repeat(64)}`].map(
    (seen) =>
      [
        `and “${seen}” as what was seen`,
        'a checkpoint that was seen is its number, a colon and 64 digits',
        () => [good(), '--seen', seen],
      ] as const,
  ),
];

describe('the verifier, asked about a bundle', () => {
  it.each(refused)('%s, says “%s”, how it is called, and ends with 3', async (_which, why, words) => {
    const { code, said } = await run(...words());

    expect(code).toBe(3);
    expect(said.split('\n\n')[0]).toBe(why);
    expect(said).toContain('\n\nusage: node verify.ts <bundle.ndjson>');
  });

  it('has each of its refusals above', () => {
    expect(new Set(refused.map(([, why]) => why))).toEqual(new Set(refusals));
  });

  it.each([
    ['with an option that it does not know', ['a', '--force'], '--force'],
    ['that is not there', ['/nowhere/bundle.ndjson'], 'ENOENT'],
    ['that is a folder', [tmpdir()], 'EISDIR'],
  ])('%s, says why it cannot, and ends with 3', async (_which, words, why) => {
    const { code, said } = await run(...words);

    expect(code).toBe(3);
    expect(said.split('\n\n')[0]).toContain(why);
    expect(said).toContain('usage: node verify.ts');
  });

  it('beside kept checkpoints that are not there, says so and ends with 3', async () => {
    expect(await run(good(), '--checkpoints', '/nowhere/kept.ndjson')).toMatchObject({
      code: 3,
      said: expect.stringContaining('ENOENT'),
    });
  });

  it('that is sound, says so in one line', async () => {
    expect(await run(good(), ...proof())).toEqual({
      code: 0,
      said: `sound: the whole log as of ${minute(1)}: 1 checkpoint, 1 case, 1 entry, 0 documents`,
    });
  });

  it('of one case, says so, and under which heading is what it cannot show', async () => {
    const { bundle } = await evidence(one(), undefined, { caseId: 'OFF-A' });

    expect((await run(fileOf(linesOf(bundle)))).said.split('\n')).toEqual([
      `INCOMPLETE: case OFF-A as of ${minute(1)}: 1 checkpoint, 1 case, 1 entry, 0 documents`,
      'what this bundle cannot show:',
      '  the keys were not given: anybody could have signed this',
      '  the kept checkpoints were not given: an older state would look the same',
    ]);
  });

  it('in which days of the register stand, counts them beside the cases', async () => {
    const days = ['REG-20261123', 'REG-20261124'].map((caseId) => stored(opened({ caseId })));
    const file = fileOf(
      linesOf(
        (
          await evidence(
            one()
              .add(...days)
              .sign(),
          )
        ).bundle,
      ),
    );

    expect((await run(file)).said).toContain('2 checkpoints, 1 case, 2 days of the register, 3 entries, 0');
  });

  it('takes the number of a checkpoint that was seen, however long', async () => {
    const { code, said } = await run(good(), ...proof(), '--seen', `1234567890:${'0'.repeat(64)}`);

    expect({ code, said }).toMatchObject({
      code: 2,
      said: expect.stringContaining('checkpoint 1234567890 was'),
    });
  });

  it('with the line ends of Windows, takes it as it is', async () => {
    const file = fileOf(bundle.map((line) => `${line}\r\n`).join(''));

    expect((await run(file, ...proof())).code).toBe(0);
  });

  it('without a line end after its last line, takes it as it is', async () => {
    expect((await run(fileOf(bundle.join('\n')), ...proof())).code).toBe(0);
  });

  it('with every letter that some take for the end of a line, takes it as it is', async () => {
    const odd = opened({}, { reason: 'one\u2028two\u2029three\u0085four\u000bfive\u000csix' });
    const found = await evidence(one(stored(odd)));
    const words = ['--checkpoints', fileOf(linesOf(found.kept ?? []), 'odd-kept'), '--key', ours.fingerprint];

    expect(await run(fileOf(linesOf(found.bundle)), ...words)).toMatchObject({ code: 0 });
  });

  it('that is longer than what is read at once, takes it as it is', async () => {
    const long = opened({}, { reason: 'Zoë '.repeat(100_000) });
    const found = await evidence(one(stored(long)));
    const words = [
      '--checkpoints',
      fileOf(linesOf(found.kept ?? []), 'long-kept'),
      '--key',
      ours.fingerprint,
    ];

    expect(await run(fileOf(linesOf(found.bundle)), ...words)).toMatchObject({ code: 0 });
  });

  it('that would write a verdict of its own on the screen, tells it as the letters that it holds', async () => {
    const made = '\u001b[2J\nsound: \u202ethe whole log\u009b1A';
    const forged = bundle.with(0, JSON.stringify({ ...(JSON.parse(bundle[0]!) as object), made }));
    const file = fileOf(linesOf(forged.with(2, JSON.stringify({ kind: 'entry', _id: 'OFF-A\r\nsound: ' }))));
    const { said } = await run(file, ...proof());
    const asJson = (await run(file, '--json', ...proof())).said;

    expect(said).toMatch(
      /^TAMPERED: the whole log as of \\u001b\[2J\\u000asound: \\u202ethe whole log\\u009b1A/,
    );
    expect(said).toContain('OFF-A\\u000d\\u000asound: ');
    expect(asJson).toMatch(/^[^\p{Cc}\p{Bidi_C}]*$/u);
    expect(JSON.parse(asJson)).toMatchObject({ made });
  });

  it('in which a byte is no UTF-8, finds the entry that it stands in', async () => {
    const bytes = Buffer.from(linesOf(bundle), 'utf8');
    bytes[bytes.indexOf('Zoë asked')] = 0xff;

    expect(await run(fileOf(bytes), ...proof())).toMatchObject({
      code: 1,
      said: expect.stringContaining('  OFF-A#000001 is changed: its text does not have its hash'),
    });
  });

  it('of many faults, tells the first twenty and how many more there are', async () => {
    const noise = Array.from({ length: 22 }, () => '{"kind":"note"}');
    const { said } = await run(fileOf(linesOf(bundle.toSpliced(1, 0, ...noise))), ...proof());

    expect(said.match(/is of no kind that a bundle has/g)).toHaveLength(20);
    expect(said).toMatch(/\n {2}and 2 more$/);
    const twenty = linesOf(bundle.toSpliced(1, 0, ...noise.slice(0, 20)));
    expect((await run(fileOf(twenty), ...proof())).said).not.toContain('more');
  });
});

describe('checkpoints that were kept', () => {
  const judged = (lines: readonly string[]) => judge({ bundle, kept: lines, keys: [ours.fingerprint] });

  it('may end in a line that a crash cut off, and that stands again in the next', async () => {
    expect(await judged([kept[0]!.slice(0, 50), ...kept])).toMatchObject({ verdict: 'sound' });
  });

  it('count as none where none can be read', async () => {
    expect((await judged([])).gaps).toEqual([
      { place: 'checkpoint 1', what: 'is not among those that were kept' },
    ]);
  });

  it('of the very moment at which the bundle was made must be in it', async () => {
    const at = minute(1);
    const more = text([nextAfter(one().kept[0]!, { at }, [ours])]);

    expect((await judged([...kept, ...more])).faults).toEqual([
      { place: 'checkpoint 2', what: 'was kept, and is missing here' },
    ]);
  });
});
