import { describe, expect, it } from 'vitest';
import { readCaseReport } from '#bot/report/case-report.ts';
import { caseVerdict } from '#bot/report/case-verdict.ts';
import type { Proof } from '#bot/report/coverage.ts';
import { howToCheckCase, howToCheckPeriod } from '#bot/report/how-to-check.ts';
import { caseDocument } from '#bot/report/pdf/case-document.ts';
import { periodDocument } from '#bot/report/pdf/period-document.ts';
import { PeriodSums } from '#bot/report/period-summary.ts';
import { casesOfPeriod, newTally } from '#bot/report/period.ts';
import { miscounted } from '#test/set-up/miscounted.ts';
import { entriesOf, opened } from '#test/set-up/told-case.ts';
import { logOf } from './log-of.ts';
import { wordsOf } from './words-of.ts';

const head = { made: '2026-12-31T00:00:00.000Z', takenBy: 'Adele Vance', version: '0.1.0' };
const fault = { where: 'OFF-TOLD1#000003', how: 'is changed' };
const nothingSigned = { newest: null, head: () => null, caseIds: new Set<string>(), fault: null };

/** A case of so many entries, as far as a checkpoint covers it. */
function proofOf(seq: number, coveredTo: number): Proof {
  const checkpoint = { n: 1, at: head.made, root: '00', cases: seq, entries: seq, keys: ['sha256:00'] };
  return { fault: null, checkpoint, coveredTo, head: { seq, hash: '00' } };
}
const entries = (count: number) =>
  entriesOf(
    opened,
    ...Array.from({ length: count - 1 }, () => ({
      ...opened,
      phase: 'delivered' as const,
      data: { step: 'mailbox', person: 'Megan Bowen' },
    })),
  );
const reportOf = (count: number) =>
  readCaseReport(logOf(entries(count)), {
    caseId: 'OFF-TOLD1',
    head,
    targetMinutes: 240,
    bundleAt: 'nowhere',
  });

describe('a report counts one thing as one and several as several', () => {
  it.each([
    [1, 0],
    [1, 1],
    [2, 1],
    [3, 1],
    [3, 2],
    [3, 3],
  ])('in how to check a case of %i entries, %i of them covered', (count, covered) => {
    const lines = howToCheckCase('OFF-TOLD1', proofOf(count, covered), null);

    expect(lines.flat().join('\n')).not.toMatch(miscounted);
  });

  it.each([1, 2, 3])('in what is wrong at %i places', (count) => {
    const lines = howToCheckPeriod(
      Array.from({ length: count }, () => fault),
      null,
      null,
    );

    expect(lines.flat().join('\n')).not.toMatch(miscounted);
  });

  it.each([1, 2])('in a case of %i entries, and what is told of one that was changed', async (count) => {
    const { report } = await reportOf(count);
    for (const coveredTo of [0, 1, count]) {
      const told = { ...report, proof: proofOf(count, coveredTo) };

      expect(wordsOf(caseDocument({ report: told, bundle: null }))).not.toMatch(miscounted);
    }
    const { lines } = caseVerdict({ ...report, proof: { ...report.proof, fault } });
    expect(lines.join('\n')).not.toMatch(miscounted);
  });

  it.each([1, 2])('in a period whose log has %i entries', async (count) => {
    const days = { from: '2026-11-01', to: '2026-11-30' };
    const question = { ...days, asOf: head.made, targetMinutes: 240, coverage: nothingSigned };
    const tally = newTally();
    const sums = new PeriodSums('seed');
    for await (const told of casesOfPeriod(logOf(entries(count)), question, tally)) sums.add(told);
    const summary = sums.summary();
    const report = {
      head,
      ...days,
      summary,
      tally,
      coverage: nothingSigned,
      targetMinutes: 240,
      seed: 'seed',
      withoutReader: false,
    };

    expect(tally.entries).toBe(count);
    expect(wordsOf(periodDocument(report))).not.toMatch(miscounted);
  });
});
