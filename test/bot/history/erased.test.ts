import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CasePage } from '#bot/history/case-page.ts';
import type { CaseRow } from '#bot/history/case-row.ts';
import type { KnownPerson } from '#bot/history/people-in-log.ts';
import type { EntryRow } from '#bot/history/entry-row.ts';
import type { Page } from '#bot/history/read-page.ts';
import { evidenceOf } from '#bot/report/evidence.ts';
import { placeHold } from '#bot/workflow/erase/legal-hold.ts';
import { personOf } from '#providers/sandbox/people.ts';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { approvedCase, driveUntilQuiet, frozenCase, plannedCase } from '#test/set-up/case-world.ts';
import { erasedCase } from '#test/set-up/erasing.ts';
import { alex, isaiah } from '#test/set-up/small-world.ts';
import { clearText } from '#test/storage/sealed.ts';
import { refusedAt, tabStage, type TabStage } from '#test/set-up/tab-stage.ts';

let stage: TabStage;

let [erasedId, keptId] = ['', ''];

type Whole = Extract<CasePage, { kind: 'case' }>;
const cases = (query = '') => stage.read<Page<CaseRow>>('adelev', `cases?${query}`);
const entries = (query: string) => stage.read<Page<EntryRow>>('adelev', `entries?${query}`);
const pageOf = (caseId: string) => stage.read<Whole>('adelev', `cases/${caseId}`);
const text = async (path: string) => (await stage.ask('adelev', path)).text();

/** John Doe’s case is erased; Zoë O’Neil’s is sealed and can be read. */
beforeAll(async () => {
  stage = await tabStage();
  const { world } = stage;
  erasedId = (await approvedCase(world, await frozenCase(world, 'jdoe'))).caseId;
  keptId = (await plannedCase(world, "zoe.o'neil@contoso.com")).caseId;
  await placeHold(world, { by: isaiah, caseId: keptId, reason: 'A lawsuit' });
  await erasedCase({ ...world, retention: { years: 0 } }, erasedId);
  await stage.checkpointer.signNow();
});
afterAll(() => stage?.stop());

describe('a case whose entries are sealed', () => {
  it('stands in no field of the database by its leaver’s name, and in the tab with all of its texts', async () => {
    const page = await pageOf(keptId);
    const { entries: stored } = await stage.world.store.history({ caseId: keptId, limit: 1000 });

    expect(stored.map(clearText).join()).not.toMatch(/Zo\u00EB|zoe|O’Neil/i);
    expect(page).toMatchObject({ leaver: { name: 'Zoë O’Neil' }, manager: expect.any(String), gone: null });
    expect(page.access.length).toBeGreaterThan(5);
    expect(page.timeline[0]).toMatchObject({ leaver: { name: 'Zoë O’Neil' } });
  });

  it.each([
    ['sign-in name', "leaver=zoe.o'neil@contoso.com"],
    ['object id', `leaver=${personOf("zoe.o'neil").id}`],
    ['full name', 'leaver=Zoë O’Neil'],
  ])('is found by its leaver’s %s', async (_, query) => {
    expect((await cases(query)).rows.map(({ caseId }) => caseId)).toEqual([keptId]);
    expect((await entries(query)).rows.every(({ caseId }) => caseId === keptId)).toBe(true);
  });

  it('is found by the name that the log alone still has', async () => {
    const { graph } = stage.sandbox.company();
    const place = graph.users.findIndex(({ id }) => id === personOf("zoe.o'neil").id);
    const [user] = graph.users.splice(place, 1);
    const found = await cases('leaver=Zoë O’Neil');
    graph.users.push(user!);

    expect(found.rows.map(({ caseId }) => caseId)).toEqual([keptId]);
  });

  it('tells of its legal hold', async () => {
    const { keeping, timeline } = await pageOf(keptId);

    expect(keeping).toEqual([
      {
        what: 'Legal hold',
        by: expect.objectContaining({ name: isaiah.name }),
        at: expect.any(String),
        why: 'A lawsuit',
      },
    ]);
    expect(timeline.map(({ what }) => what)).toContain('Legal hold placed');
  });
});

describe('a case that is erased', () => {
  it('keeps who did what kind of act when, says by whose word it is erased, and names nobody', async () => {
    const page = await pageOf(erasedId);

    expect(page).toMatchObject({
      leaver: { name: '[erased]', upn: '[erased]' },
      operator: { name: 'Alex Wilber' },
      outcome: 'complete',
      tally: '[erased]',
      lastAccess: '[erased]',
      manager: '[erased]',
      gone: { kind: 'erased', word: '[erased]', by: { name: 'Isaiah Langer' }, at: expect.any(String) },
      chain: { state: 'sound' },
    });
    expect(page.keeping.map(({ what, by, why }) => [what, by?.name, why])).toEqual([
      ['Erasure asked', 'Alex Wilber', 'GDPR Article 17'],
      ['Erasure confirmed', 'Isaiah Langer', null],
      ['Erased: the key is gone', 'Isaiah Langer', null],
    ]);
    expect(page.timeline.map(({ what }) => what)).toContain('Erasure confirmed');
    expect(page.timeline.filter(({ action }) => action === 'entra.block-sign-in').length).toBeGreaterThan(0);
    expect(JSON.stringify(page)).not.toMatch(/John|jdoe/i);
  });

  it('still tells who settled the plan, and who approved which step and when, as its report does', async () => {
    const { chosenBy, approvals } = await pageOf(erasedId);
    const { plan, decisions } = evidenceOf(await stage.world.store.readCase(erasedId), {
      targetMinutes: 60,
      asOf: '2026-12-01T00:00:00.000Z',
    });
    const yes = decisions.filter(({ kind }) => kind === 'approved');

    expect(chosenBy).toEqual(plan?.by);
    expect(yes.length).toBeGreaterThan(3);
    expect(approvals.map((row) => [row.step, row.status, row.approver?.name, row.decidedAt])).toEqual(
      yes.map(({ step, by, at }) => [step, 'approved', by.name, at]),
    );
    expect(approvals[0]).toMatchObject({ askedAt: expect.any(String), reason: '[erased]' });
  });

  it('leaves whoever worked on it to be found by the beginning of their name', async () => {
    const { approvals } = await pageOf(erasedId);
    const { id, name } = approvals[0]!.approver!;
    const typed = name.slice(0, 3);
    const offered = await stage.read<KnownPerson[]>('adelev', `people?part=approver&text=${typed}`);
    const byId = await stage.read<KnownPerson[]>('adelev', `people?part=approver&text=${id}`);
    const found = await cases(`approver=${typed}`);

    expect([offered, byId].map((people) => people.map((person) => person.name))).toEqual([[name], [name]]);
    expect(found.rows.map(({ caseId }) => caseId)).toEqual([erasedId]);
  });

  it('says of every act that was sealed that it is erased', async () => {
    const { timeline } = await pageOf(erasedId);
    const sealed = timeline.filter(({ phase }) => phase !== 'erasure-verified');

    expect(sealed.filter(({ why }) => !why.includes('[erased]'))).toEqual([]);
  });

  it('stands in the lists and in what is taken away from them, and names nobody there', async () => {
    const { rows } = await cases();
    const [list, acts] = [await text('export/cases.csv'), await text(`export/entries.csv?case=${erasedId}`)];

    expect(rows.find(({ caseId }) => caseId === erasedId)).toMatchObject({
      leaver: { name: '[erased]' },
      standing: 'complete, all verified · erased',
    });
    expect(list).toContain(`${erasedId},[erased],[erased],[erased],Alex Wilber`);
    expect(acts).toContain('[erased]');
    expect(`${list}${acts}`).not.toMatch(/John|jdoe/i);
  });

  it('is found by nobody’s name any more, and not by the word that stands for it', async () => {
    const john = await cases(`leaver=${personOf('jdoe').id}`);
    const [status, error] = await refusedAt(stage, 'adelev', 'cases?leaver=%5Berased%5D');

    expect(john.rows).toEqual([]);
    expect([status, error.code]).toEqual([404, 'not-found']);
  });
});

describe('a case whose key is gone without a word', () => {
  it('is said to be unreadable and not erased, on its page, in the lists, and in what is taken away', async () => {
    const { world } = stage;
    const { caseId } = await plannedCase(world, 'jonis');
    await cancelCase(world, { by: alex, caseId });
    await driveUntilQuiet(world, caseId);
    const { subject = '' } = (await world.store.readCase(caseId))[0]!;
    await world.store.keys.destroy(subject);
    const told = [
      await text(`cases/${caseId}`),
      await text(`entries?case=${caseId}`),
      await text(`export/entries.csv?case=${caseId}`),
    ];
    const { rows } = await cases();

    expect(rows.find((row) => row.caseId === caseId)).toMatchObject({
      leaver: { name: '[unreadable]' },
      standing: 'canceled · cannot be read',
      gone: { kind: 'key lost', by: null },
    });
    for (const words of told) expect(words).toContain('[unreadable]');
    expect(told.join()).not.toMatch(/\[erased\]|Joni/);
  });
});
