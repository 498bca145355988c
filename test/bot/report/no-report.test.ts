import { expect, it } from 'vitest';
import { readCaseReport } from '#bot/report/case-report.ts';
import { entriesOf, opened } from '#test/set-up/told-case.ts';
import { logOf } from './log-of.ts';

const head = { made: '2026-12-31T00:00:00.000Z', takenBy: 'Adele Vance', version: '0.1.0' };

it.each([
  [
    'a newer version wrote',
    entriesOf(opened, { ...opened, phase: 'teleported' }),
    'OFF-TOLD1#000002: phase "teleported" is unknown to this version',
  ],
  [
    'lacks what it must carry',
    entriesOf({ ...opened, data: undefined }),
    'OFF-TOLD1#000001: what it carries is not that of "opened"',
  ],
])('a case with an entry that %s gets no report, and the entry is named', async (_how, entries, why) => {
  const question = { caseId: 'OFF-TOLD1', head, targetMinutes: 240, bundleAt: 'nowhere' };

  await expect(readCaseReport(logOf(entries), question)).rejects.toMatchObject({
    name: 'NoReport',
    message: `OFF-TOLD1 cannot be told. This version cannot read it: ${why}`,
  });
});
