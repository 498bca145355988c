import { expect, it } from 'vitest';
import { readCaseReport } from '#bot/report/case-report.ts';
import { copiesOf } from '#storage/copies.ts';
import type { Entry } from '#storage/entry.ts';
import type { LogSource } from '#storage/log-source.ts';
import { entriesOf, opened } from '#test/set-up/told-case.ts';

const head = { made: '2026-12-31T00:00:00.000Z', takenBy: 'Adele Vance', version: '0.1.0' };

function logOf(entries: readonly Entry[]): LogSource {
  return {
    async *entries() {
      for (const entry of entries) {
        const { _id, raw, hash } = entry;
        const told = Object.entries(copiesOf(entry)).filter(([, value]) => value !== null);
        yield { _id, raw, hash, copies: Object.fromEntries(told) };
      }
    },
    document: async () => null,
    secretOf: async () => null,
    close: async () => {},
  };
}

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
    message: `OFF-TOLD1 cannot be told, this version cannot read it: ${why}`,
  });
});
