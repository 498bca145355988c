import type { PersonKey } from '#storage/person-key.ts';
import { canonicalJson } from '#storage/seal.ts';
import { each, evidence, type Finding, first, john, one, opened, other, ours, second } from './evidence.ts';
import { rewrite } from './mutations.ts';
import { type Row, smallLog, type Stored, stored } from './small-log.ts';

const A1 = 'OFF-A#000001';
const A2 = 'OFF-A#000002';
const action = 'entra.block-sign-in';
const named = (entry: Stored) => String(entry.hash).slice(0, 12);
const third = opened({ after: second });
const blank = stored(first, {}, (body) => canonicalJson(body).replace(':', ': '));

/** One for everything that can be found in an entry, and in how entries follow each other. */
export const inEntries: readonly Finding[] = [
  {
    when: 'the text of an entry was changed',
    of: () =>
      evidence(
        one(),
        each('entry', (row) => ({ ...row, raw: String(row['raw']).replace('Zoë', 'Zoe') })),
      ),
    faults: [
      [A1, 'is changed: its text does not have its hash'],
      ['the end', 'counts {} {}, and there are {}', '1', 'cases', '0'],
      [A1, 'is missing: a checkpoint names it, with hash {}…', named(stored(first))],
    ],
  },
  {
    when: 'an entry was written in another form than the one that is hashed',
    of: () => evidence(one(blank)),
    faults: [
      [A1, 'has a text that is not canonical'],
      ['the end', 'counts {} {}, and there are {}', '1', 'cases', '0'],
      [A1, 'is missing: a checkpoint names it, with hash {}…', named(blank)],
    ],
  },
  {
    when: 'an entry says in its text that it belongs elsewhere',
    of: () =>
      evidence(
        one(),
        each('entry', (row) => ({ ...row, ...placed(row, A2) })),
      ),
    faults: [
      [A2, 'is swapped: its text says another place'],
      [A1, 'is missing: a checkpoint names it, with hash {}…', named(stored(first))],
    ],
  },
  {
    when: 'the first entry of a case was taken out',
    of: () => evidence(one().add(stored(second)).sign(), without(A1)),
    faults: [
      [A1, 'is missing: {} comes in its place', A2],
      [A1, 'is missing: a checkpoint names it, with hash {}…', named(stored(first))],
    ],
  },
  {
    when: 'an entry in the middle of a case was taken out before anything was signed',
    of: () => evidence(smallLog(ours).add(stored(first), stored(third)).sign()),
    faults: [[A2, 'is missing: {} comes in its place', 'OFF-A#000003']],
  },
  {
    when: 'an entry does not follow the one before it',
    of: () =>
      evidence(
        smallLog(ours)
          .add(stored(first), stored(second, { prev: 'f'.repeat(64) }))
          .sign(),
      ),
    faults: [[A1, 'or {} is replaced', A2]],
  },
  {
    when: 'the first entry of a case follows something',
    of: () => evidence(one(stored(first, { prev: 'f'.repeat(64) }))),
    faults: [[A1, 'or {} is replaced', A1]],
  },
  {
    when: 'an entry comes from another company',
    of: () => evidence(one(stored(first, { tenant: 'fabrikam' }))),
    faults: [[A1, 'is of another tenant']],
  },
  {
    when: 'an entry was rewritten, with a hash that fits',
    of: () =>
      evidence(
        one(),
        each('entry', (row) => rewrite(row, { reason: 'nobody asked' })),
      ),
    faults: [[A1, 'is rewritten: a checkpoint names another hash for it']],
  },
  {
    when: 'a copy beside the text was changed',
    of: () => evidence(one(), copies({ 'actor.name': 'Megan Bowen' })),
    faults: [[A1, 'is changed: its copy of {} says something else than its text', 'actor.name']],
  },
  {
    when: 'a copy of something stands there that the text does not say',
    of: () => evidence(one(), copies({ result: 'verified' })),
    faults: [[A1, 'is changed: its copy of {} says something else than its text', 'result']],
  },
  {
    when: 'a copy stands there that nobody makes',
    of: () => evidence(one(), copies({ 'by.instance': 'bot-2' })),
    faults: [[A1, 'is changed: its copy of {} says something else than its text', 'by.instance']],
  },
  {
    when: 'the copy by which entries are sorted was changed',
    of: () => evidence(one(), copies({ order: '2026-11-24T14:05:09.123Z#OFF-A#000001' })),
    faults: [[A1, 'is changed: its copy of {} says something else than its text', 'order']],
  },
  {
    when: 'copies are lost',
    of: () => evidence(one(), copies({ seq: undefined, 'leaver.upn': undefined })),
    faults: [
      [A1, 'is changed: its copy of {} says something else than its text', 'seq'],
      [A1, 'is changed: its copy of {} says something else than its text', 'leaver.upn'],
    ],
  },
  {
    when: 'a case comes twice',
    of: async () => {
      const log = smallLog(ours).add(stored(first), stored(other), stored(second)).sign();
      const found = await evidence(log);
      return { ...found, bundle: found.bundle.map((line) => line.replace('"cases":2', '"cases":3')) };
    },
    faults: [
      ['OFF-A', 'comes twice'],
      [A1, 'is missing: {} comes in its place', A2],
    ],
  },
  {
    when: 'the only entry of a case was taken out',
    of: () => evidence(one(), without(A1)),
    faults: [[A1, 'is missing: a checkpoint names it, with hash {}…', named(stored(first))]],
  },
  {
    when: 'a change was begun, and nobody says how it ended',
    of: () =>
      evidence(one(stored(opened({}, { phase: 'intent', action: 'entra.block-sign-in', change: 'one' })))),
    gaps: [[A1, 'is an intent without an outcome']],
  },
  {
    when: 'the outcome that follows is that of another change',
    of: () =>
      evidence(
        smallLog(ours)
          .add(...begunAndEnded('one', 'two'))
          .sign(),
      ),
    gaps: [[A1, 'is an intent without an outcome']],
  },
  {
    when: 'the outcome that follows is that of another action',
    of: () =>
      evidence(
        smallLog(ours)
          .add(...begunAndEnded('one', 'one', 'entra.revoke-sessions'))
          .sign(),
      ),
    gaps: [[A1, 'is an intent without an outcome']],
  },
  {
    when: 'the sealed outcome that follows is that of another change',
    of: () =>
      evidence(
        smallLog(ours)
          .add(...begunAndEnded('one', 'two', action, john))
          .holds(john)
          .sign(),
      ),
    gaps: [[A1, 'is an intent without an outcome']],
  },
  {
    when: 'nobody signed the newest entry yet',
    of: () => evidence(one().add(stored(second))),
    gaps: [[A2, 'and what follows in its case, to {}, no checkpoint covers yet', '2']],
  },
];

function placed(row: Row, _id: string): Row {
  const at = String((JSON.parse(String(row['raw'])) as Row)['at']);
  return { _id, copies: { ...(row['copies'] as Row), order: `${at}#${_id}` } };
}

function without(id: string) {
  return each('entry', (row) => (row['_id'] === id ? null : row));
}

function copies(change: Row) {
  return each('entry', (row) => ({ ...row, copies: { ...(row['copies'] as Row), ...change } }));
}

function begunAndEnded(begun: string, ended: string, by = action, key?: PersonKey): readonly Stored[] {
  const under = key ? { key } : {};
  const intent = opened(under, { phase: 'intent', action, change: begun });
  const draft = { phase: 'outcome', action: by, change: ended, result: 'verified' } as const;
  return [stored(intent), stored(opened({ ...under, after: intent }, draft))];
}
