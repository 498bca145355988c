import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseRow } from '#bot/history/case-row.ts';
import type { EntryRow } from '#bot/history/entry-row.ts';
import type { Page } from '#bot/history/read-page.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import { refusalsIn, refusedAt, tabStage, type TabStage } from '#test/set-up/tab-stage.ts';
import { tellCases, type ToldCases } from '#test/set-up/told-cases.ts';

let stage: TabStage;
let told: ToldCases;

beforeAll(async () => {
  stage = await tabStage();
  told = await tellCases(stage.world, stage.sandbox);
});
afterAll(() => stage?.stop());

const cases = (query = '', who = 'adelev') => stage.read<Page<CaseRow>>(who, `cases?${query}`);
const entries = (query = '', who = 'adelev') => stage.read<Page<EntryRow>>(who, `entries?${query}`);
const namesIn = ({ rows }: Page<CaseRow>) => rows.map(({ leaver }) => leaver?.name);

describe('who may read in the tab', () => {
  it.each(['adelev', 'alexw', 'isaiahl'])('is who may read in the chat: %s', async (who) => {
    const { rows } = await cases('', who);

    expect(rows).toHaveLength(5);
  });

  it.each(['start', 'cases', 'entries', 'cases/OFF-AAAAA', 'export/cases.csv', 'export/entries.ndjson'])(
    'is nobody without a role, and the log says that they tried: %s',
    async (path) => {
      const before = (await refusalsIn(stage)).length;
      const [status, error] = await refusedAt(stage, 'meganb', path);

      expect(status).toBe(403);
      expect(error).toMatchObject({ code: 'no-role', title: 'This is for operators and auditors' });
      expect((await refusalsIn(stage))[0]).toBe('Megan Bowen: no-role');
      expect(await refusalsIn(stage)).toHaveLength(before + 1);
    },
  );

  it('is nobody whom the directory does not know any more', async () => {
    const token = await stage.issuer.token('adelev', { oid: 'e0000000-0000-4000-8000-0000000000ff' });
    const answer = await askWith(`Bearer ${token}`);

    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('not-in-directory')]);
  });

  it.each([
    ['nothing', undefined],
    ['something else', 'Basic YWRlbGU6YWRlbGU='],
    ['who they say they are', `Persona ${personOf('adelev').id}`],
    ['a made-up token', 'Bearer e30.e30.e30'],
  ])('is nobody who shows %s, and learns nothing', async (_, authorization) => {
    const before = (await refusalsIn(stage)).length;
    const answer = await askWith(authorization);

    expect(answer.status).toBe(401);
    expect(Object.keys((await answer.json()) as object)).toEqual(['error']);
    expect(await refusalsIn(stage)).toHaveLength(before);
  });

  it.each(['messages of Teams to the bot', 'another tenant'])(
    'is nobody with a token for %s',
    async (kind) => {
      const claims = kind === 'another tenant' ? { tid: 'x' } : { iss: 'https://api.botframework.com' };
      const answer = await askWith(`Bearer ${await stage.issuer.token('alexw', claims)}`);

      expect(answer.status).toBe(401);
    },
  );

  it('cannot be told while the sign-in service is down, which is said', async () => {
    const down = await tabStage();
    down.issuer.isDown = true;
    const answer = await down.ask('adelev', 'start');
    await down.stop();

    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('sign-in-down')]);
  });

  const askWith = (authorization: string | undefined) =>
    fetch(`${stage.origin}/api/history/cases`, { headers: authorization ? { authorization } : {} });
});

describe('a leaver who still has a role', () => {
  beforeAll(() => {
    const { members } = stage.sandbox.company().graph;
    members[contoso.auditorsGroupId] = [...(members[contoso.auditorsGroupId] ?? []), personOf('jdoe').id];
    const user = stage.sandbox.company().graph.users.find(({ id }) => id === personOf('jdoe').id);
    if (user) user.accountEnabled = true;
  });

  it('does not find their own case among the others', async () => {
    expect(namesIn(await cases('', 'jdoe'))).not.toContain('John Doe');
    expect(namesIn(await cases('step=mailbox', 'jdoe'))).not.toContain('John Doe');
    expect(namesIn(await cases('', 'jdoe'))).toContain('Diego Siciliani');
  });

  it('does not find an entry of it', async () => {
    const { rows } = await entries('', 'jdoe');

    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ leaver }) => leaver?.name === 'John Doe')).toEqual([]);
    expect((await entries(`case=${told.complete.caseId}`, 'jdoe')).rows).toEqual([]);
  });

  it.each([
    () => `cases/${told.complete.caseId}`,
    () => 'cases?leaver=jdoe',
    () => `cases?leaver=${personOf('jdoe').id}`,
    () => 'entries?leaver=John Doe',
    () => 'export/entries.csv?leaver=jdoe@contoso.com',
  ])('is told that it is about them, and the log says that they tried (%#)', async (path) => {
    const [status, error] = await refusedAt(stage, 'jdoe', path());

    expect([status, error.code]).toEqual([403, 'own-case']);
    expect((await refusalsIn(stage))[0]).toContain('John Doe: own-case');
  });

  it('does not take it away with the others', async () => {
    for (const list of ['cases.csv', 'cases.ndjson', 'entries.csv', 'entries.ndjson']) {
      const text = await (await stage.ask('jdoe', `export/${list}`)).text();
      expect(text).toContain('Diego Siciliani');
      expect(text).not.toContain('jdoe@contoso.com');
    }
  });
});
