import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvHead, csvOfCase, csvOfChecks } from '#bot/report/csv-report.ts';
import { evidenceOf } from '#bot/report/evidence.ts';
import { sealed } from '#test/storage/sealed.ts';
import { anyName } from '#test/set-up/hostile-texts.ts';
import { johnDoe } from '#test/set-up/small-world.ts';
import { readCsv } from './read-csv.ts';

it('a report as CSV gives back any name as it is, and no spreadsheet takes one for a formula', () => {
  fc.assert(
    fc.property(anyName, anyName, (name, what) => {
      const leaver = { ...johnDoe, name };
      const data = { query: 'x', leaver, choices: { mailbox: 'both', successor: null }, dryRun: false };
      const opened = sealed({ phase: 'opened', data, leaver: { id: leaver.id, upn: leaver.upn, name } });
      const change = { kind: 'change', key: 'k', what, from: what, to: null } as const;
      const action = {
        action: 'entra.block-sign-in',
        title: 'x',
        system: 'entra',
        changes: [change],
        skipped: [],
      };
      const steps = [{ step: 'azure-access', hash: 'h', actions: [action] }];
      const planned = sealed({ phase: 'planned', data: { revision: 1, steps } }, { after: opened });
      const evidence = evidenceOf([opened, planned], { targetMinutes: 240, asOf: planned.at });
      const text = [csvHead(), ...csvOfCase(evidence, 'sound'), ...csvOfChecks(name, [['Chain', what]])].join(
        '',
      );
      const [first, second] = readCsv(text);

      for (const row of readCsv(text))
        for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[\s\p{Cf}]*[=+\-@]|^[\t\r\n]/u);
      expect(writings(name)).toContain(first!['leaver']);
      expect(writings(what)).toContain(second!['what']);
    }),
  );
});

/** How a text may stand in a cell: as it is, or after the apostrophe that keeps a spreadsheet from running it. */
function writings(text: string): readonly string[] {
  return text === '' ? ['n/a'] : [text, `'${text}`];
}
