import { describe, expect, it } from 'vitest';
import type { Coverage } from '#bot/report/coverage.ts';
import { evidenceOf } from '#bot/report/evidence.ts';
import { periodDocument } from '#bot/report/pdf/period-document.ts';
import { casesOfPeriod, newTally } from '#bot/report/period.ts';
import { mostListed, PeriodSums, quantileOf } from '#bot/report/period-summary.ts';
import { johnDoe } from '#test/set-up/small-world.ts';
import type { Entry } from '#storage/entry.ts';
import { sealed } from '#test/storage/sealed.ts';
import { logOf } from './log-of.ts';
import { wordsOf } from './words-of.ts';

const nothingSigned: Coverage = { newest: null, head: () => null, caseIds: new Set(), fault: null };
const asOf = '2026-12-31T00:00:00.000Z';
const head = { made: asOf, takenBy: 'Adele Vance', version: '0.1.0' };

/** A case of one entry. */
function openedCase(nth: number, at: string, id = johnDoe.id): Entry {
  const leaver = { ...johnDoe, id };
  const data = { query: 'jdoe', leaver, choices: { mailbox: 'both', successor: null }, dryRun: false };
  const caseId = `OFF-${String(nth).padStart(5, '0')}`;
  return sealed(
    { phase: 'opened', data, leaver: { id, upn: leaver.upn, name: leaver.name } },
    { caseId, at },
  );
}

const november = { from: '2026-11-01', to: '2026-11-30', asOf, targetMinutes: 240, coverage: nothingSigned };

async function idsIn(
  entries: Iterable<Entry>,
  question: Partial<typeof november> & { reader?: string } = {},
) {
  const ids: string[] = [];
  for await (const { caseId } of casesOfPeriod(logOf(entries), { ...november, ...question }, newTally()))
    ids.push(caseId);
  return ids;
}

describe('the cases of a period', () => {
  it('are those opened on one of its days, the first and the last included', async () => {
    const times = [
      '2026-10-31T23:59:59.999Z',
      '2026-11-01T00:00:00.000Z',
      '2026-11-30T23:59:59.999Z',
      '2026-12-01T00:00:00.000Z',
    ];
    expect(await idsIn(times.map((at, nth) => openedCase(nth, at)))).toEqual(['OFF-00001', 'OFF-00002']);
  });

  it('are never about whoever reads', async () => {
    const other = 'e0000000-0000-4000-8000-000000000099';
    const log = [openedCase(1, '2026-11-02T00:00:00.000Z'), openedCase(2, '2026-11-02T00:00:00.000Z', other)];

    expect(await idsIn(log, { reader: johnDoe.id.toUpperCase() })).toEqual(['OFF-00002']);
  });

  it('are held one at a time, however long the log is', async () => {
    const asked = { ...november, from: '2026-01-01', to: '2026-12-31' };
    const sums = new PeriodSums('seed');
    let [handedOut, seen, most] = [0, 0, 0];
    function* long() {
      for (let nth = 0; nth < 3000; nth++) {
        handedOut += 1;
        yield openedCase(nth, '2026-11-02T00:00:00.000Z');
      }
    }
    for await (const told of casesOfPeriod(logOf(long()), asked, newTally())) {
      seen += 1;
      most = Math.max(most, handedOut - seen);
      sums.add(told);
    }
    const { cases, population, exceptions, exceptionCount, sample } = sums.summary();

    expect([cases, seen, most]).toEqual([3000, 3000, 1]);
    expect([population.length, exceptions.length, sample.length]).toEqual([mostListed, mostListed, 25]);
    expect(exceptionCount).toBe(3000);
  });

  it('that this version cannot read are told by name and not left out', async () => {
    const strange = sealed({ phase: 'levitated' }, { caseId: 'OFF-00001', at: '2026-11-02T00:00:00.000Z' });
    const sums = new PeriodSums('seed');
    for await (const told of casesOfPeriod(logOf([strange]), november, newTally())) sums.add(told);

    expect(sums.summary()).toMatchObject({ cases: 1, untold: 1, exceptions: [{ caseId: 'OFF-00001' }] });
    expect(sums.summary().exceptions[0]!.why).toContain('This version cannot read it');
  });
});

describe('the sample', () => {
  it('is the same for the same seed, whatever the order of the cases, and another for another', () => {
    const cases = Array.from({ length: 200 }, (_, nth) => openedCase(nth, '2026-11-02T00:00:00.000Z'));
    const drawn = (seed: string, entries: readonly Entry[]) => {
      const sums = new PeriodSums(seed);
      for (const entry of entries) {
        const evidence = evidenceOf([entry], { targetMinutes: 240, asOf });
        sums.add({ caseId: entry.caseId, fault: null, evidence, untold: '' });
      }
      return sums.summary().sample.map(({ caseId }) => caseId);
    };

    expect(drawn('a', cases.toReversed())).toEqual(drawn('a', cases));
    expect(drawn('b', cases)).not.toEqual(drawn('a', cases));
  });
});

function firstPage(sums: PeriodSums, tally = newTally(), withoutReader = false): string {
  const about = { from: november.from, to: november.to, coverage: nothingSigned, targetMinutes: 240 };
  return wordsOf(
    periodDocument({ head, ...about, summary: sums.summary(), tally, seed: 's', withoutReader }),
  ).split('Exceptions\n')[0]!;
}

describe('the report of a period for people', () => {
  it('does not say that all is well where the end of access is not known', async () => {
    const sums = new PeriodSums('s');
    const opened = openedCase(1, '2026-11-02T00:00:00.000Z');
    const closed = sealed({ phase: 'closed', data: { outcome: 'canceled' } }, { after: opened });
    for await (const told of casesOfPeriod(logOf([opened, closed]), november, newTally())) sums.add(told);

    expect(firstPage(sums)).toContain(
      '1 case, none past the target, 1 with no known end of access, 0 exceptions',
    );
    expect(firstPage(sums)).toContain('0 changes planned: 0 read back.');
  });

  it('says that cases about a person who takes it are left out, and of a machine says nothing', () => {
    expect(firstPage(new PeriodSums('s'), newTally(), true)).toContain('about whoever takes the report');
  });

  it('tells those who tried what they may not from those who mistyped', async () => {
    const codes = ['no-role', 'own-case', 'not-found', 'wrong-moment', 'code-of-tomorrow'];
    const refused = codes.map((code, nth) =>
      sealed(
        { phase: 'refused', data: { act: 'offboard', code } },
        { caseId: `REG-2026110${nth + 1}`, at: `2026-11-0${nth + 1}T00:00:00.000Z` },
      ),
    );
    const tally = newTally();
    for await (const _ of casesOfPeriod(logOf(refused), november, tally)) expect.unreachable();

    expect(firstPage(new PeriodSums('s'), tally)).toContain(
      '3 tried what they may not; 1 was mistyped; 1 could not be done then.',
    );
  });

  it('gives figures, says how the sample was drawn, and how to check it', async () => {
    const tally = newTally();
    const sums = new PeriodSums('seed-7');
    const log = [openedCase(1, '2026-11-02T00:00:00.000Z')];
    for await (const told of casesOfPeriod(logOf(log), november, tally)) sums.add(told);
    const report = {
      head,
      from: november.from,
      to: november.to,
      summary: sums.summary(),
      tally,
      withoutReader: false,
    };
    const text = wordsOf(
      periodDocument({ ...report, coverage: nothingSigned, targetMinutes: 240, seed: 'seed-7' }),
    );

    for (const part of [
      '2026-11-01 to 2026-11-30',
      '1 case, 1 past the target',
      'Seed: seed-7.',
      'OFF-00001',
      'HR’s list',
    ])
      expect(text).toContain(part);
    expect(text).toContain('None yet: the bot has signed nothing.');
    expect(text).not.toContain('about whoever takes the report');

    tally.faults.push({ where: 'OFF-00001#000002', how: 'is missing' });
    const tampered = periodDocument({
      ...report,
      coverage: nothingSigned,
      targetMinutes: 240,
      seed: 'seed-7',
    });
    expect(wordsOf(tampered)).toContain('TAMPERED: the log was changed\nOFF-00001#000002 is missing.');
    expect(tampered.alarm).toBe('TAMPERED: see page 1');
  });

  it('finds the value below which a part lies', () => {
    expect([
      quantileOf([1, 2, 3, 4], 0.5),
      quantileOf([1, 2, 3, 4], 0.95),
      quantileOf([7], 1),
      quantileOf([], 1),
    ]).toEqual([2, 4, 7, null]);
  });
});
