import { sealed } from '../sealed.ts';
import {
  before,
  each,
  evidence,
  type Finding,
  first,
  john,
  one,
  opened,
  other,
  ours,
  second,
  stranger,
  text,
} from './evidence.ts';
import { minute, nextAfter, smallLog, type SmallLog, stored } from './small-log.ts';

const caseId = 'OFF-A';
const hidden = opened({ key: john });
const two = (): SmallLog => smallLog(ours).add(stored(first), stored(other)).sign();
const grown = () => one().add(stored(second)).sign();
const later = (heads: readonly unknown[], at = minute(9)) => nextAfter(one().kept[0]!, { heads, at }, [ours]);

/** The case as a stranger would have it, and a stranger's signature under it. */
const forged = () =>
  smallLog(stranger)
    .add(stored(opened({}, { reason: 'Nobody asked' })))
    .sign();

/** One for everything that can be found in the bundle of one case alone. */
export const ofOneCase: readonly Finding[] = [
  {
    when: 'the evidence of another case than the one that it says to be of',
    of: () =>
      evidence(
        two(),
        each('bundle', (row) => ({ ...row, scope: 'OFF-B' })),
        { caseId },
      ),
    faults: [
      ['the inclusion of OFF-A', 'is of another case than this bundle'],
      ['OFF-A', 'is of another case than this bundle'],
      ['the inclusion of OFF-B', 'is missing: nothing leads the case to a signed root'],
    ],
  },
  {
    when: 'an entry of another case stands beside its own',
    of: async () => {
      const stray = (await two().rows('OFF-B')).find(({ kind }) => kind === 'entry');
      return evidence(two(), before('end', stray!), { caseId });
    },
    faults: [['OFF-B', 'is of another case than this bundle']],
    gaps: [['OFF-B#000001', 'and what follows in its case, to {}, no checkpoint covers yet', '1']],
  },
  {
    when: 'nothing of the case is shown that it says to be of',
    of: () =>
      evidence(two(), (rows) => rows.filter(({ kind }) => kind !== 'inclusion' && kind !== 'entry'), {
        caseId,
      }),
    faults: [['the inclusion of OFF-A', 'is missing: nothing leads the case to a signed root']],
  },
  {
    when: 'the path of the case is longer than the log has cases for',
    of: () =>
      evidence(
        two(),
        each('inclusion', (row) => ({ ...row, leaf: 0, leaves: 1 })),
        { caseId: 'OFF-B' },
      ),
    faults: [['the inclusion of OFF-B', 'does not lead to the root']],
  },
  {
    when: 'the case breaks off before anything of it is shown',
    of: () => evidence(two(), (rows) => rows.slice(0, 2), { caseId }),
    gaps: [
      ['the end', 'is missing: the bundle is not all here'],
      ['the inclusion of OFF-A', 'is missing: nothing leads the case to a signed root'],
    ],
  },
  {
    when: 'the case breaks off so, and a checkpoint that was kept later names it',
    of: () => {
      const kept = text([...one().kept, later([[caseId, 2, stored(second).hash]])]);
      return evidence(one(), (rows) => rows.slice(0, 2), { caseId, kept });
    },
    gaps: [
      ['the end', 'is missing: the bundle is not all here'],
      ['the inclusion of OFF-A', 'is missing: nothing leads the case to a signed root'],
    ],
    newer: [['checkpoint 2', 'was kept {}, after this bundle was made', minute(9)]],
  },
  {
    when: 'the checkpoint that the case leads to was taken out',
    of: () =>
      evidence(
        one(),
        each('checkpoint', () => null),
        { caseId },
      ),
    faults: [['the inclusion of OFF-A', 'does not lead to the root']],
    gaps: [['the checkpoints', 'are missing: nothing here is signed']],
  },
  {
    when: 'a stranger signed the case, and a checkpoint of the log follows as if it vouched for that',
    of: async () => {
      const next = one().sign().kept[1]!;
      const vouched = before('entry', { kind: 'checkpoint', ...next });
      return evidence(forged(), vouched, { caseId, kept: text([next]) });
    },
    faults: [['checkpoint 2', 'is replaced, or the one before it is']],
    gaps: [['checkpoint 1', 'is not among those that were kept']],
  },
  {
    when: 'the case is as it was before a checkpoint that was kept when the bundle was made',
    of: () => evidence(one(), undefined, { caseId, kept: text(grown().kept) }),
    faults: [['checkpoint 2', 'was kept, and names a later end of this case']],
  },
  {
    when: 'the case has grown since, as a checkpoint says that was kept later',
    of: () =>
      evidence(one(), undefined, {
        caseId,
        kept: text([...one().kept, later([[caseId, 2, stored(second).hash]])]),
      }),
    newer: [['checkpoint 2', 'was kept {}, after this bundle was made', minute(9)]],
  },
];

/** And what is none of these. */
export const soundCases: readonly Omit<Finding, 'faults' | 'gaps' | 'newer'>[] = [
  { when: 'a log and everything in it is signed', of: () => evidence(two()) },
  {
    when: 'the key of a leaver is gone, and the log says that it was erased',
    of: () => {
      const closed = sealed({ phase: 'erased', data: { lead: caseId } }, { after: hidden, key: john });
      return evidence(smallLog(ours).add(stored(hidden), stored(closed)).sign());
    },
  },
  { when: 'one case leads to what is signed', of: () => evidence(two(), undefined, { caseId }) },
  {
    when: 'one case has not grown since, while the others have',
    of: () => {
      const kept = text([
        ...one().kept,
        later([
          ['OFF-B', 7, stored(other).hash],
          [caseId, 1, stored(first).hash],
        ]),
      ]);
      return evidence(one(), undefined, { caseId, kept });
    },
  },
  {
    when: 'one case was made when the checkpoints were many, all of them kept',
    of: () => evidence(two().sign().sign(), undefined, { caseId }),
  },
];
