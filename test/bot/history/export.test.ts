import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportEntries } from '#bot/history/export-list.ts';
import type { EntryRow } from '#bot/history/entry-row.ts';
import type { Page } from '#bot/history/read-page.ts';
import { StoreDown, type LogStore } from '#storage/log-store.ts';
import { adele } from '#test/set-up/small-world.ts';
import { tabStage, type TabStage } from '#test/set-up/tab-stage.ts';
import { sealed } from '#test/storage/sealed.ts';

let stage: TabStage;
let pagesRead = 0;
let breaksAt = Number.POSITIVE_INFINITY;
let cannotWrite = false;

const counted = (store: LogStore): LogStore => ({
  ...store,
  async history(query) {
    pagesRead += 1;
    if (pagesRead >= breaksAt) throw new StoreDown('gone');
    return store.history(query);
  },
  async append(entry) {
    if (cannotWrite) throw new StoreDown('gone');
    return store.append(entry);
  },
});

beforeEach(async () => {
  [pagesRead, breaksAt, cannotWrite] = [0, Number.POSITIVE_INFINITY, false];
  stage = await tabStage({ through: counted });
});
afterEach(() => stage.stop());

async function write(count: number, more: Parameters<typeof sealed>[0] = {}): Promise<void> {
  let last = sealed({ phase: 'opened', ...more }, { caseId: 'OFF-LONG1' });
  await stage.world.store.append(last);
  for (let nth = 1; nth < count; nth++) {
    last = sealed({ phase: 'outcome', step: 'mailbox', result: 'verified', ...more }, { after: last });
    await stage.world.store.append(last);
  }
}

const text = async (path: string) => (await stage.ask('adelev', path)).text();

describe('a list that is taken away', () => {
  it('leaves in the log who took it and under which filters, naming nobody else', async () => {
    await write(3);
    for (const path of ['entries.csv?step=mailbox&leaver=jdoe', 'entries.ndjson'])
      await text(`export/${path}`);
    const { entries } = await stage.world.store.history({ phases: ['reported'], limit: 10 });

    expect(entries.map(({ caseId, actor, data }) => [caseId, actor.name, data])).toEqual([
      ['REG-20261102', 'Adele Vance', { form: 'ndjson', via: 'tab', what: 'list of entries, no filter' }],
      [
        'REG-20261102',
        'Adele Vance',
        { form: 'csv', via: 'tab', what: 'list of entries, of one leaver, step mailbox' },
      ],
    ]);
  });

  it('is not given out where that cannot be written', async () => {
    await write(3);
    cannotWrite = true;
    const answer = await stage.ask('adelev', 'export/entries.csv');

    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('Nothing was exported'),
    ]);
  });

  it('has every row of every page, in order', async () => {
    await write(1234);
    const lines = (await text('export/entries.ndjson?from=2026-11-23T00:00:00Z')).trim().split('\n');
    const rows = lines.slice(0, -1).map((line) => (JSON.parse(line) as EntryRow).seq);

    expect(rows).toEqual(Array.from({ length: 1234 }, (_, at) => 1234 - at));
    expect(JSON.parse(lines.at(-1)!)).toEqual({ kind: 'end', rows: 1234 });
  });

  it('has what the list shows under the same filters, and a file’s name', async () => {
    await write(5);
    const shown = await stage.read<Page<EntryRow>>('adelev', 'entries?step=mailbox');
    const answer = await stage.ask('adelev', 'export/entries.csv?step=mailbox');
    const lines = (await answer.text()).trim().split('\r\n');

    expect(lines).toHaveLength(shown.rows.length + 1);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="offboarding-entries.csv"');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('lets no spreadsheet run what somebody wrote', async () => {
    const leaver = { id: 'x', upn: '+1@contoso.com', name: '=HYPERLINK("https://evil.example")' };
    await write(1, { leaver, reason: '@SUM(1,2)' });
    const csv = await text('export/entries.csv');

    expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")",'+1@contoso.com,`);
    expect(csv).toContain(`"'@SUM(1,2)"`);
  });

  it('is read no faster than it is taken', async () => {
    await write(2000);
    pagesRead = 0;
    const answer = await exportEntries(stage.world, adele, {}, 'csv');
    if (!answer.ok) throw new Error(answer.refusal.code);
    const lines = answer.value.lines[Symbol.asyncIterator]();
    await lines.next();
    await lines.next();

    expect(pagesRead).toBe(1);
  });

  it('breaks off where the log does, and is not taken for a whole one', async () => {
    await write(1200);
    [pagesRead, breaksAt] = [0, 3];
    const answer = await stage.ask('adelev', 'export/entries.csv');

    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it('is a clear refusal where the log cannot be read at all', async () => {
    breaksAt = 0;
    const answer = await stage.ask('adelev', 'export/entries.csv');

    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('The log cannot be read'),
    ]);
  });
});
