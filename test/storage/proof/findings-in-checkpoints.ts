import { before, each, evidence, type Finding, first, one, other, ours, stranger, text } from './evidence.ts';
import { nextAfter, type Row, signedAnew, type SmallLog, smallLog, stored } from './small-log.ts';

const A1 = 'OFF-A#000001';
const hash = String(stored(first).hash);
const none = '0'.repeat(64);
const signed = (row: Row) => row['signatures'] as readonly Row[];
/** Beside the ordinary evidence, a second checkpoint by whoever has the key, kept outside as it is. */
const withNext = async (change: Row, keys = [ours]) => {
  const log = one();
  const next = nextAfter(log.kept[0]!, change, keys);
  return evidence(log, before('entry', next), { kept: text([...log.kept, next]) });
};
const withOnly = async (change: Row) => {
  const only = signedAnew(one().kept[0]!, change, [ours]);
  return evidence(
    one(),
    each('checkpoint', () => only),
    { kept: text([only]) },
  );
};
const signatures = (change: (all: readonly Row[]) => readonly unknown[]) =>
  evidence(
    one(),
    each('checkpoint', (row) => ({ ...row, signatures: change(signed(row)) })),
  );

/** One for everything that can be found in a checkpoint, and in how a case leads to one. */
export const inCheckpoints: readonly Finding[] = [
  {
    when: 'a line has not the members that its kind has',
    of: () => withNext({ heads: [null] }),
    faults: [['line 3', 'cannot be understood']],
  },
  {
    when: 'a checkpoint has no text of one',
    of: () =>
      evidence(
        one(),
        each('checkpoint', (row) => ({ ...row, raw: 'one' })),
      ),
    faults: [
      ['checkpoint NaN', 'has a text that is none of a checkpoint'],
      ['the end', 'counts {} {}, and there are {}', '1', 'checkpoints', '0'],
      ['checkpoint 1', 'was kept, and is missing here'],
    ],
    gaps: [
      ['the checkpoints', 'are missing: nothing here is signed'],
      [A1, 'and what follows in its case, to {}, no checkpoint covers yet', '1'],
    ],
  },
  {
    when: 'a checkpoint is written in another form than the one that is signed',
    of: async () => {
      const log = one().sign();
      const blank = each('checkpoint', (row) => ({
        ...row,
        raw: String(row['raw']).replace('"n":2', '"n": 2'),
      }));
      return evidence(log, blank, { kept: text(log.kept.slice(0, 1)) });
    },
    faults: [
      ['checkpoint 2', 'has a text that is none of a checkpoint'],
      ['the end', 'counts {} {}, and there are {}', '2', 'checkpoints', '1'],
    ],
  },
  {
    when: 'a number of the checkpoints is left out',
    of: () => withNext({ n: 3 }),
    faults: [['checkpoint 3', 'does not follow the one before']],
  },
  {
    when: 'the checkpoints of a whole log do not begin with the first',
    of: () => withOnly({ n: 2 }),
    faults: [['checkpoint 2', 'does not follow the one before']],
  },
  {
    when: 'a checkpoint is that of another company',
    of: () => withOnly({ tenant: 'fabrikam' }),
    faults: [['checkpoint 1', 'is of another tenant']],
  },
  {
    when: 'a checkpoint is of a version of tomorrow',
    of: () => withOnly({ v: 2 }),
    faults: [['checkpoint 1', 'is of no version that this verifier knows']],
  },
  {
    when: 'a checkpoint names another one as the one before it',
    of: () => withNext({ prev: none }),
    faults: [['checkpoint 2', 'is replaced, or the one before it is']],
  },
  {
    when: 'the first checkpoint names one before it',
    of: () => withOnly({ prev: hash }),
    faults: [['checkpoint 1', 'is replaced, or the one before it is']],
  },
  {
    when: 'a signature does not fit, beside one that does',
    of: () => signatures(([one]) => [one, { ...one, signature: stranger.sign('something else') }]),
    faults: [['checkpoint 1', 'has a wrong signature']],
  },
  ...Object.entries<readonly unknown[]>({
    'has no signature': [],
    'has a signature with no key in it': [{ key: 'AAAA', signature: 'AAAA' }],
  }).map(([what, all]): Finding => ({
    when: `a checkpoint ${what}`,
    of: () => signatures(() => all),
    faults: [
      ['checkpoint 1', 'has a wrong signature'],
      ['checkpoint 1', 'is signed by no key that was given'],
    ],
  })),
  {
    when: 'a checkpoint is signed by a stranger',
    of: () => evidence(smallLog(stranger).add(stored(first)).sign()),
    faults: [['checkpoint 1', 'is signed by no key that was given']],
  },
  {
    when: 'the key before vouched for no new one, and a stranger goes on',
    of: () => withNext({}, [stranger]),
    faults: [['checkpoint 2', 'is signed by no key that was given']],
  },
  {
    when: 'a checkpoint says of a case that it is no longer than it was',
    of: () => withNext({ heads: [['OFF-A', 1, hash]] }),
    faults: [['checkpoint 2', 'lets {} shrink', 'OFF-A']],
  },
  {
    when: 'a checkpoint signs another root than its cases give',
    of: () => withOnly({ root: none }),
    faults: [['checkpoint 1', 'has another root than its heads give']],
  },
  {
    when: 'the path of a case leads to another root than the one that was signed',
    of: () =>
      evidence(
        two(),
        each('inclusion', (row) => ({ ...row, path: [none] })),
        { caseId: 'OFF-A' },
      ),
    faults: [['the inclusion of OFF-A', 'does not lead to the root']],
  },
  {
    when: 'a case is said to end elsewhere than it was signed',
    of: () =>
      evidence(
        two(),
        each('inclusion', (row) => ({ ...row, hash: none })),
        { caseId: 'OFF-A' },
      ),
    faults: [
      ['the inclusion of OFF-A', 'does not lead to the root'],
      [A1, 'is rewritten: a checkpoint names another hash for it'],
    ],
  },
];

function two(): SmallLog {
  return smallLog(ours).add(stored(first), stored(other)).sign();
}
