import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CasePage } from '#bot/history/case-page.ts';
import type { CaseRow } from '#bot/history/case-row.ts';
import type { EntryRow } from '#bot/history/entry-row.ts';
import type { Page } from '#bot/history/read-page.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { refusedAt, tabStage, type TabStage } from '#test/set-up/tab-stage.ts';
import { tellCases, type ToldCases } from '#test/set-up/told-cases.ts';

let stage: TabStage;
let told: ToldCases;

beforeAll(async () => {
  stage = await tabStage();
  told = await tellCases(stage.world, stage.sandbox);
  await stage.checkpointer.signNow();
});
afterAll(() => stage?.stop());

type Whole = Extract<CasePage, { kind: 'case' }>;

const cases = (query = '', who = 'adelev') => stage.read<Page<CaseRow>>(who, `cases?${query}`);
const entries = (query = '', who = 'adelev') => stage.read<Page<EntryRow>>(who, `entries?${query}`);
const casePage = (caseId: string) => stage.read<Whole>('adelev', `cases/${caseId}`);
const namesIn = ({ rows }: Page<CaseRow>) => rows.map(({ leaver }) => leaver?.name);

describe('the cases', () => {
  it('stand newest first, with how each one ended', async () => {
    const { rows, next, previous } = await cases();

    expect(rows.map(({ leaver, status, outcome }) => [leaver?.name, status, outcome])).toEqual([
      ['Joni Sherman', 'closed', 'canceled'],
      ['Chris Green', 'working', null],
      ['Diego Siciliani', 'attention', null],
      ['Zoë O’Neil', 'closed', 'partly-undone'],
      ['John Doe', 'closed', 'complete'],
    ]);
    expect([next, previous]).toEqual([null, null]);
  });

  it.each<[string, string, readonly string[]]>([
    ['leaver, by account name', 'leaver=jdoe', ['John Doe']],
    ['leaver, by sign-in name', "leaver=zoe.o'neil@contoso.com", ['Zoë O’Neil']],
    ['leaver, by object id', `leaver=${personOf('diego.siciliani').id}`, ['Diego Siciliani']],
    ['operator', 'operator=isaiahl', []],
    ['operator, by full name', 'operator=Alex Wilber&step=licences&result=failed', []],
    ['approver', 'approver=meganb', ['Zoë O’Neil', 'John Doe']],
    ['leaver, by the beginning of a last name', 'leaver=sici', ['Diego Siciliani']],
    ['leaver, by the beginnings of both names', 'leaver=zo o', ['Zo\u00EB O\u2019Neil']],
    ['operator, by the beginning of a name', 'operator=alex w&result=failed', ['Diego Siciliani']],
    ['approver, by the beginning of a name', 'approver=megan', ['Zo\u00EB O\u2019Neil', 'John Doe']],
    ['approver and leaver', 'approver=meganb&leaver=jdoe', ['John Doe']],
    ['result', 'result=failed', ['Diego Siciliani']],
    ['step and result', 'step=mailbox&result=failed', ['Diego Siciliani']],
    ['action', 'action=entra.disable-devices&result=verified', ['John Doe']],
    ['system', 'system=sharepoint', ['Zoë O’Neil', 'John Doe']],
    ['system and an action of another one', 'system=sharepoint&action=entra.disable-devices', []],
    ['what was put back', 'result=undone', ['Zoë O’Neil']],
    ['a span of time', 'from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00%2B01:00', []],
    ['a century', 'from=1950-01-01T00:00:00Z&to=2050-01-01T00:00:00Z&leaver=jdoe', ['John Doe']],
  ])('are found by %s', async (_, query, expected) => {
    expect(namesIn(await cases(query))).toEqual(expected);
  });

  it('stand once each, however many of their entries fit', async () => {
    const { rows } = await cases('system=entra&operator=alexw');

    expect(new Set(rows.map(({ caseId }) => caseId)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(2);
  });
});

describe('the entries', () => {
  it('can be turned page by page, there and back', async () => {
    const first = await entries();
    const second = await entries(`page=${first.next}`);
    const back = await entries(`page=${second.previous}`);

    expect(first.rows).toHaveLength(50);
    expect(second.rows[0]!.id).not.toBe(first.rows[0]!.id);
    expect(back.rows[0]!.id <= first.rows[0]!.id || back.rows.length === 50).toBe(true);
  });

  it('say who did what, and what a system answered, with its request id', async () => {
    const { rows } = await entries('result=failed&system=exchange');

    expect(rows[0]).toMatchObject({
      what: 'Convert the mailbox to a shared mailbox',
      by: { name: 'Isaiah Langer' },
      leaver: { name: 'Diego Siciliani' },
      systemName: 'Exchange Online',
      error: { status: 403, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    });
  });

  it('hold no bookkeeping, but for one case, which has all of its entries', async () => {
    const all = await entries(`case=${told.undone.caseId}`);
    const some = await entries('leaver=Zoë O’Neil');

    expect(all.rows.map(({ phase }) => phase)).toContain('taken');
    expect(some.rows.map(({ phase }) => phase)).not.toContain('taken');
    expect(all.rows.filter(({ isUndo }) => isUndo).length).toBeGreaterThan(3);
  });

  it('of somebody the directory has forgotten are found by the name the log has', async () => {
    const { graph } = stage.sandbox.company();
    const gone = graph.users.findIndex(({ id }) => id === personOf('joni.sherman').id);
    const [user] = graph.users.splice(gone, 1);
    const found = await entries('leaver=joni sherman');
    const byUpn = await entries('leaver=Joni.Sherman@contoso.com');
    graph.users.push(user!);

    expect(found.rows.map(({ leaver }) => leaver?.name)).toContain('Joni Sherman');
    expect(byUpn.rows).toEqual(found.rows);
  });
});

describe('the page of a case', () => {
  it('tells all of a case that ended well', async () => {
    const page = await casePage(told.complete.caseId);

    expect(page).toMatchObject({
      leaver: { name: 'John Doe' },
      operator: { name: 'Alex Wilber' },
      manager: 'Megan Bowen',
      outcome: 'complete',
      lastAccess: expect.stringContaining('Sign-in blocked') as string,
      next: null,
    });
    expect(page.approvals.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'approved'));
    expect(page.access.filter(({ status }) => status !== 'verified')).toEqual([]);
    expect(page.access).toContainEqual(
      expect.objectContaining({
        what: expect.stringContaining('Block sign-in') as string,
        before: 'sign-in allowed',
        after: 'sign-in blocked',
        stored: [],
      }),
    );
    expect(page.timeline.map(({ seq }) => seq)).toEqual(page.timeline.map((_, at) => at + 1));
  });

  it('says the chain was verified now, and which checkpoint covers it', async () => {
    const { chain, timeline } = await casePage(told.complete.caseId);

    expect(chain).toEqual({
      state: 'sound',
      entries: timeline.length,
      head: timeline.at(-1)!.hash,
      checkpoint: { n: 1, at: expect.any(String) as string, covers: timeline.length },
    });
  });

  it('calls nothing done that was not read back', async () => {
    const { access } = await casePage(told.failed.caseId);
    const failed = access.filter(({ status }) => status === 'failed');

    expect(failed.length).toBeGreaterThan(1);
    expect(failed.map(({ after }) => after)).toEqual(failed.map(() => 'not done'));
    expect(failed[0]!.error).toMatchObject({ status: 403 });
  });

  it('says of a step with nothing to change that nobody had to be asked', async () => {
    const { approvals } = await casePage(told.failed.caseId);

    expect(approvals.map(({ statusName }) => statusName)).toEqual([
      'approved',
      'approved',
      'approved',
      'approved',
      'nothing to change',
      'approved',
      'nothing to change',
    ]);
  });

  it('marks what was put back', async () => {
    const { access, timeline } = await casePage(told.undone.caseId);

    expect(access.filter(({ status }) => status === 'undone').map(({ after }) => after)).toContain(
      'as before, put back',
    );
    expect(timeline.some(({ isUndo }) => isUndo)).toBe(true);
  });

  it('goes on where its timeline was cut', async () => {
    const path = `cases/${told.complete.caseId}?after=5`;
    const { timeline } = await stage.read<Whole>('adelev', path);

    expect(timeline[0]!.seq).toBe(6);
  });

  it.each([
    ['OFF-22222', 404, 'no-such-case'],
    ['jdoe', 404, 'no-such-case'],
    ['REG-20261102', 404, 'no-such-case'],
    ['%2e%2e%2fstart', 404, 'no-such-case'],
    ["OFF-'%20OR%201", 404, 'no-such-case'],
    ['OFF-22222?after=-1', 400, 'bad-filter'],
  ])('of a case that is none says so: %s', async (id, status, code) => {
    const [answered, error] = await refusedAt(stage, 'adelev', `cases/${id}`);

    expect([answered, error.code]).toEqual([status, code]);
  });
});
