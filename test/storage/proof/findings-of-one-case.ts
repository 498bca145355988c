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
import { minute, nextAfter, type Row, smallLog, type SmallLog, stored } from './small-log.ts';

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
    when: 'the case is said to lead to another checkpoint than the one that is here',
    of: () =>
      evidence(
        one(),
        each('inclusion', (row) => ({ ...row, checkpoint: 2 })),
        { caseId },
      ),
    faults: [['the inclusion of OFF-A', 'does not lead to the root']],
  },
  {
    when: 'the path of the case is shorter than the log has cases for',
    of: () =>
      evidence(
        one(),
        each('inclusion', (row) => ({ ...row, leaves: 2 })),
        { caseId },
      ),
    faults: [['the inclusion of OFF-A', 'does not lead to the root']],
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

function upTo(many: number): readonly number[] {
  return Array.from({ length: many }, (_, nth) => nth + 1);
}

/** So many cases, every second of which has grown when it is signed again. */
function casesOf(many: number): SmallLog {
  const firsts = upTo(many).map((nth) => opened({ caseId: `OFF-${nth}` }));
  const log = smallLog(ours)
    .add(...firsts.map((entry) => stored(entry)))
    .sign();
  const more = firsts.filter((_, nth) => nth % 2 === 1).map((after) => stored(opened({ after })));
  return log.add(...more).sign();
}

/** Case by case, as a database has them. */
function inOrder(rows: readonly Row[]): readonly Row[] {
  const [entries, rest] = [true, false].map((is) => rows.filter(({ kind }) => (kind === 'entry') === is));
  const sorted = (entries ?? []).toSorted((a, b) => String(a['_id']).localeCompare(String(b['_id'])));
  return before('end', ...sorted)(rest ?? []);
}

/** And what is none of these. */
export const soundCases: readonly Omit<Finding, 'faults' | 'gaps' | 'newer'>[] = [
  { when: 'a log and everything in it is signed', of: () => evidence(two()) },
  {
    when: 'the key of a leaver is gone, and the log says that it was erased',
    of: () => {
      const closed = sealed({ phase: 'erased', data: { lead: caseId } }, { after: hidden, key: john });
      const gone = {
        v: 2,
        subject: john.subject,
        phase: 'erasure-verified',
        leaver: undefined,
        reason: undefined,
      };
      const verified = stored(opened({ after: closed }), gone);
      return evidence(smallLog(ours).add(stored(hidden), stored(closed), verified).sign());
    },
  },
  { when: 'nothing was written yet, and that is signed', of: () => evidence(smallLog(ours).sign()) },
  ...upTo(9).map((many) => ({
    when: `${many} cases are signed, some of them grown since`,
    of: () => evidence(casesOf(many), inOrder),
  })),
  ...upTo(9).flatMap((many) =>
    upTo(many).map((nth) => ({
      when: `case ${nth} of ${many} leads to what is signed`,
      of: () => evidence(casesOf(many), undefined, { caseId: `OFF-${nth}` }),
    })),
  ),
  {
    when: 'a copy stands beside the text that this verifier does not know, and says what the text says',
    of: () => {
      const copy = { 'by.instance': 'bot-1' };
      return evidence(
        one(),
        each('entry', (row) => ({ ...row, copies: { ...(row['copies'] as Row), ...copy } })),
      );
    },
  },
  {
    when: 'what is sealed names a change of no action',
    of: () => evidence(one(stored(opened({ key: john }, { change: 'Zoë' }))).holds(john)),
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
