import { sha256 } from '#storage/seal.ts';
import {
  before,
  each,
  type Evidence,
  evidence,
  type Finding,
  first,
  one,
  opened,
  ours,
  text,
} from './evidence.ts';
import { minute, nextAfter, type Row, signedAnew, type SmallLog, smallLog, stored } from './small-log.ts';

const A1 = 'OFF-A#000001';
const hash = String(stored(first).hash);
const none = '0'.repeat(64);
const keyOfNobody = { kind: 'key', subject: 'nobody', secret: Buffer.alloc(64).toString('base64') };
const begun = opened({}, { phase: 'intent' });
const three = (): SmallLog => one().sign().sign();
const noEnd = each('end', () => null);
const numbered = (n: number) =>
  each('checkpoint', (row) => (String(row['raw']).includes(`"n":${n},`) ? null : row));

/** One for everything that can be found in the lines of a bundle, and between it and what was kept or seen outside. */
export const inLines: readonly Finding[] = [
  {
    when: 'a line is no JSON',
    of: async () => spliced(await evidence(one()), 2, '{'),
    faults: [['line 3', 'is not JSON']],
  },
  ...['["entry"]', '7', '"entry"', 'null'].map((line): Finding => ({
    when: `a line is the JSON ${line}, and no object`,
    of: async () => spliced(await evidence(one()), 2, line),
    faults: [['line 3', 'is not JSON']],
  })),
  {
    when: 'a bundle of the version before does not count its documents',
    of: () => uncounted(1, 'documents'),
    faults: [['the end', 'counts {} {}, and there are {}', 'undefined', 'documents', '0']],
  },
  {
    when: 'the keys are not counted',
    of: () => uncounted(2, 'keys'),
    faults: [['the end', 'counts {} {}, and there are {}', 'undefined', 'keys', '0']],
  },
  {
    when: 'a bundle of the version before has a key and does not count it',
    of: () => uncounted(1, 'keys', keyOfNobody),
    faults: [
      ['the end', 'counts {} {}, and there are {}', 'undefined', 'keys', '1'],
      ['key nobody', 'opens nothing that is here'],
    ],
  },
  {
    when: 'something that is no JSON follows the end',
    of: async () => spliced(await evidence(one()), 4, '{'),
    faults: [['line 5', 'is not JSON']],
  },
  {
    when: 'something follows the end',
    of: async () => spliced(await evidence(one()), 4, '{"kind":"end"}'),
    faults: [['line 5', 'stands after the end']],
  },
  {
    when: 'a line is of a kind that no bundle has',
    of: () => evidence(one(), before('entry', { kind: 'note' })),
    faults: [['line 3', 'is of no kind that a bundle has']],
  },
  {
    when: 'the numbers at the end are wrong',
    of: async () => {
      const found = await evidence(one());
      return { ...found, bundle: found.bundle.map((line) => line.replace('"entries":1', '"entries":7')) };
    },
    faults: [['the end', 'counts {} {}, and there are {}', '7', 'entries', '1']],
  },
  {
    when: 'a checkpoint that was kept is another one here',
    of: async () =>
      evidence(one(), undefined, { kept: text([signedAnew(one().kept[0]!, { at: minute(9) }, [ours])]) }),
    faults: [['checkpoint 1', 'is another one than the one that was kept']],
  },
  {
    when: 'a checkpoint that was kept before the bundle was made is missing in it',
    of: () => evidence(one().sign(), numbered(2)),
    faults: [['checkpoint 2', 'was kept, and is missing here']],
  },
  {
    when: 'a checkpoint was kept after the bundle was made',
    of: async () => evidence(one(), undefined, { kept: text(three().kept.slice(0, 1).concat(later())) }),
    newer: [['checkpoint 2', 'was kept {}, after this bundle was made', minute(9)]],
  },
  {
    when: 'a checkpoint in it is not among those that were kept',
    of: () => evidence(one().sign(), undefined, { kept: text(one().kept) }),
    gaps: [['checkpoint 2', 'is not among those that were kept']],
  },
  {
    when: 'nothing was kept outside',
    of: () => evidence(one(), undefined, { kept: null }),
    gaps: [['the kept checkpoints', 'were not given: an older state would look the same']],
  },
  {
    when: 'nobody wrote down a key',
    of: () => evidence(one(), undefined, { keys: [] }),
    gaps: [['the keys', 'were not given: anybody could have signed this']],
  },
  {
    when: 'nothing in it is signed',
    of: () => evidence(smallLog(ours)),
    gaps: [['the checkpoints', 'are missing: nothing here is signed']],
  },
  {
    when: 'a checkpoint that was seen is another one here',
    of: () => evidence(one(), undefined, { seen: [`1:${none}`] }),
    faults: [['checkpoint 1', 'is another one than the one that was seen']],
  },
  {
    when: 'a checkpoint that was seen was taken out',
    of: async () => {
      const { kept } = three();
      return evidence(three(), numbered(2), {
        kept: text([kept[0], kept[2]]),
        seen: [`2:${sha256(kept[1]!.raw)}`],
      });
    },
    faults: [
      ['checkpoint 3', 'does not follow the one before'],
      ['checkpoint 2', 'was seen, and is missing here'],
    ],
  },
  {
    when: 'a checkpoint was seen that came later, or was cut off',
    of: () => evidence(one(), undefined, { seen: [`2:${none}`] }),
    gaps: [
      [
        'checkpoint 2',
        'was seen, and this bundle cannot show it: made before it, or cut off, or of one case',
      ],
    ],
  },
  {
    when: 'a checkpoint was seen, and nothing in it is signed',
    of: () => evidence(smallLog(ours), undefined, { seen: [`1:${none}`] }),
    gaps: [
      [
        'checkpoint 1',
        'was seen, and this bundle cannot show it: made before it, or cut off, or of one case',
      ],
      ['the checkpoints', 'are missing: nothing here is signed'],
    ],
  },
  {
    when: 'it breaks off before a change that was begun came to its outcome',
    of: () => evidence(one(stored(begun)).add(stored(opened({ after: begun }))), (rows) => rows.slice(0, 4)),
    gaps: [
      [A1, 'is an intent without an outcome'],
      ['the end', 'is missing: the bundle is not all here'],
      ['OFF-A#000002', 'and what follows in its case, to {}, no checkpoint covers yet', '2'],
    ],
  },
  {
    when: 'it has no end',
    of: () => evidence(one(), noEnd),
    gaps: [['the end', 'is missing: the bundle is not all here']],
  },
  {
    when: 'it breaks off in the middle of a line',
    of: async () => spliced(await evidence(one(), noEnd), 3, '{"kind":"en'),
    gaps: [
      ['line 4', 'breaks off: the bundle is not all here'],
      ['the end', 'is missing: the bundle is not all here'],
    ],
  },
  {
    when: 'it breaks off before an entry that was signed',
    of: () => evidence(one(), (rows) => rows.slice(0, 2)),
    gaps: [
      ['the end', 'is missing: the bundle is not all here'],
      [A1, 'is missing: a checkpoint names it, with hash {}…', hash.slice(0, 12)],
    ],
  },
  {
    when: 'it breaks off before a document that an entry names',
    of: () => evidence(archived(), (rows) => rows.slice(0, 3)),
    gaps: [
      ['the end', 'is missing: the bundle is not all here'],
      [`document ${sha256('{}')}`, 'is missing: an entry names it'],
    ],
  },
];

/** A bundle of this version, with these rows more, whose end does not say how many there are of something. */
async function uncounted(v: number, what: string, ...more: readonly Row[]): Promise<Evidence> {
  const asOf = each('bundle', (row) => ({ ...row, v }));
  const found = await evidence(one(), (rows) => before('entry', ...more)(asOf(rows)));
  const silent = new RegExp(`,"${what}":\\d+`);
  return { ...found, bundle: found.bundle.map((line) => line.replace(silent, '')) };
}

function spliced<found extends { readonly bundle: readonly string[] }>(
  found: found,
  at: number,
  line: string,
): found {
  return { ...found, bundle: found.bundle.toSpliced(at, 0, line) };
}

function later() {
  const { raw, signatures } = nextAfter(one().kept[0]!, { at: minute(9) }, [ours]);
  return { raw, signatures } as ReturnType<typeof one>['kept'][number];
}

function archived(): SmallLog {
  const data = { document: sha256('{}'), hash: sha256('{}') };
  return one(stored(first, { phase: 'archived', data })).file('{}');
}
