import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeReport } from '#bot/report/make-report.ts';
import { makeInThread } from '#bot/report/make-in-thread.ts';
import { Secret } from '#bot/secret.ts';
import { mayUploadTo } from '#bot/teams/may-upload.ts';
import { openCheckpointer } from '#bot/proof/open-checkpointer.ts';
import type { LogStore } from '#storage/log-store.ts';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import { readCsv } from '#test/bot/report/read-csv.ts';
import { type OneDrive, startOneDrive } from '#test/set-up/one-drive.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import { channel, teamsStage, type TeamsStage } from '#test/set-up/teams-stage.ts';
import { hostileTexts } from '#test/set-up/hostile-texts.ts';

let folder: string;
let store: LogStore;
let drive: OneDrive;
let stage: TeamsStage;
let caseId: string;
let before: number;
let known: ReadonlySet<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offboarding-chat-report-'));
  const log = join(folder, 'log.db');
  store = await openSqliteStore({ file: log });
  drive = await startOneDrive();
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const clock = { now: () => new Date(), sleep: async () => {} };
  const keys = join(folder, 'checkpoints');
  const proof = { folder: keys, store, tenant: contoso.tenantId, clock, log: silent };
  const checkpointer = await openCheckpointer(proof);
  const reports = {
    log: new Secret(log),
    targetMinutes: 240,
    signNow: () => checkpointer.signNow(),
    make: makeInThread,
    tabUrl: 'https://offboarding.contoso.com/tab',
  };
  stage = await teamsStage({}, { through: () => store, reports });
  await stage.say('alexw', '/offboard jdoe');
  const { entries } = await store.history({ phases: ['opened'], limit: 1 });
  caseId = entries[0]!.caseId;
  await stage.connector.until(({ activity }) => wordsOf(activity).includes('Remove from'));
});
afterAll(async () => {
  await stage.stop();
  await drive.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  before = stage.connector.messages.length;
  known = new Set((await acts()).map(({ _id }) => _id));
  drive.status = 201;
});

/** Everything in the log that says who took or was refused a report. */
async function acts() {
  const { entries } = await store.history({ phases: ['reported', 'refused'], limit: 1000 });
  return entries.toReversed();
}

async function newActs() {
  return (await acts()).filter(({ _id }) => !known.has(_id));
}

function said(): readonly {
  readonly contentType: string;
  readonly name?: string;
  readonly content: object;
}[] {
  return stage.connector.messages
    .slice(before)
    .flatMap(({ activity }) => (activity.attachments ?? []) as never);
}

async function offered(who: string, text: string) {
  await stage.say(who, text);
  const [offer] = said();
  if (offer?.contentType !== 'application/vnd.microsoft.teams.card.file.consent')
    throw new Error(`no file was offered: ${wordsOf(offer?.content)}`);
  return offer as { name: string; content: { description: string; acceptContext: object } };
}

function consent(who: string, context: unknown, more: object = {}, action = 'accept'): Promise<Response> {
  const { id, name } = personOf(who);
  const uploadInfo = {
    name: 'report.pdf',
    uploadUrl: `${drive.url}/upload/${drive.files.length}`,
    contentUrl: 'https://contoso-my.sharepoint.com/personal/adelev/report.pdf',
    uniqueId: '5c8a1f7e',
    fileType: 'pdf',
    ...more,
  };
  return stage.post({
    type: 'invoke',
    name: 'fileConsent/invoke',
    id: `consent-${Math.random()}`,
    channelId: 'msteams',
    serviceUrl: stage.connector.url,
    from: { id: `29:${who}`, name, aadObjectId: id },
    recipient: { id: '28:bot' },
    conversation: { id: `a:${who}`, conversationType: 'personal', tenantId: contoso.tenantId },
    channelData: { tenant: { id: contoso.tenantId } },
    value: { type: 'fileUpload', action, context, uploadInfo },
  });
}

/** The next thing the bot says. */
async function answer() {
  const count = stage.connector.messages.length;
  await stage.connector.until((message) => stage.connector.messages.indexOf(message) >= count);
  return stage.connector.messages.at(-1)!.activity.attachments![0] as unknown as {
    contentType: string;
    name: string;
    content: { uniqueId: string };
  };
}

describe('/report in the chat', () => {
  it('offers the report as a file, and notes nothing before somebody takes it', async () => {
    const { name, content } = await offered('adelev', `/report ${caseId}`);

    expect(name).toBe(`${caseId}.pdf`);
    expect(content.description).toContain('Report for people');
    expect(await newActs()).toEqual([]);
  });

  it('puts the file into the OneDrive of whoever takes it, and notes who took which report', async () => {
    const { content } = await offered('adelev', `/report ${caseId}`);
    const [accepted] = await Promise.all([consent('adelev', content.acceptContext), answer()]);
    const { bytes, range } = drive.files.at(-1)!;

    expect(accepted.status).toBe(200);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(range).toBe(`bytes 0-${bytes.length - 1}/${bytes.length}`);
    expect(said().at(-1)).toMatchObject({
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      content: { uniqueId: '5c8a1f7e', fileType: 'pdf' },
    });
    expect(await newActs()).toMatchObject([
      { phase: 'reported', caseId, actor: { name: 'Adele Vance' }, data: { form: 'pdf', via: 'chat' } },
    ]);
  });

  it('covers with a signed checkpoint also the entry that says who took it', async () => {
    const { content } = await offered('adelev', `/report ${caseId} csv`);
    await Promise.all([consent('adelev', content.acceptContext), answer()]);
    const rows = readCsv(drive.files.at(-1)!.bytes.toString('utf8'));
    const { seq } = (await store.readCase(caseId)).at(-1)!;

    expect(rows.find(({ what }) => what === `Covered: All ${seq} entries.`)).toBeDefined();
  });

  it('gives a period, in which nobody finds a case about themselves', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { content, name } = await offered('alexw', `/report ${day} ${day} CSV`);
    await Promise.all([consent('alexw', content.acceptContext), answer()]);

    expect(name).toBe(`cases-${day}-${day}.csv`);
    const rows = readCsv(drive.files.at(-1)!.bytes.toString('utf8'));
    expect(rows.filter(({ record }) => record === 'case').map(({ case: id }) => id)).toEqual([caseId]);
    expect(await newActs()).toMatchObject([{ phase: 'reported', data: { from: day, to: day, form: 'csv' } }]);
    expect((await newActs())[0]!.caseId).toMatch(/^REG-/);
  });

  it('is silent when the file is declined', async () => {
    const { content } = await offered('adelev', `/report ${caseId}`);
    const files = drive.files.length;
    const answered = await consent('adelev', content.acceptContext, {}, 'decline');
    await stage.say('adelev', '/help');

    expect(answered.status).toBe(200);
    expect([drive.files.length, said().length]).toEqual([files, 2]);
    expect(await newActs()).toEqual([]);
  });

  it.each([
    ['pattif', 'no-role'],
    ['meganb', 'no-role'],
    ['jdoe', 'no-role'],
  ])(
    'is refused to %s, by word and by a consent of somebody else, and the log says so',
    async (who, code) => {
      await stage.say(who, `/report ${caseId}`);
      const files = drive.files.length;
      await Promise.all([consent(who, { report: { caseId }, form: 'pdf' }), answer()]);

      expect(drive.files.length).toBe(files);
      const refused = await newActs();
      expect(refused.map(({ phase, reason }) => [phase, reason])).toEqual([
        ['refused', code],
        ['refused', code],
      ]);
    },
  );

  it('is refused about oneself, whatever role one still holds', async () => {
    const { members } = stage.sandbox.company().graph;
    const operators = members[contoso.operatorsGroupId]!;
    members[contoso.operatorsGroupId] = [...operators, personOf('jdoe').id];
    await stage.say('jdoe', `/report ${caseId}`);
    await Promise.all([consent('jdoe', { report: { caseId }, form: 'csv' }), answer()]);
    members[contoso.operatorsGroupId] = operators;

    expect((await newActs()).map(({ reason }) => reason?.split(';')[0])).toEqual(['own-case', 'own-case']);
  });

  it.each([
    ['/report', 'malformed'],
    ['/report OFF-ZZZZZ', 'no-such-case'],
    ['/report jdoe; drop', 'bad-period'],
    ['/report 2026-12-31 2026-01-01', 'bad-period'],
    ['/report 1926-01-01 2026-01-01', 'bad-period'],
    ['/report 2026-02-30 2026-03-01', 'bad-period'],
    ['/report last week please', 'malformed'],
  ])('%j is refused in words', async (text, code) => {
    await stage.say('adelev', text);

    expect((await newActs()).map(({ reason }) => reason?.split(';')[0])).toEqual([code]);
    expect(said()[0]!.contentType).toBe('application/vnd.microsoft.card.adaptive');
  });

  it('gives a link to the tab in a channel, and no file', async () => {
    await stage.say('adelev', `<at>Offboarding</at> /report ${caseId}`, channel);

    expect(wordsOf(said()[0]!.content)).toContain('https://offboarding.contoso.com/tab');
    expect(await newActs()).toEqual([]);
  });

  it('does not hand out the whole log as the bundle of a period', async () => {
    await stage.say('adelev', '/report 2026-01-01 2026-12-31 ndjson');
    expect(wordsOf(said()[0]!.content)).toContain('npm run report -- 2026-01-01 2026-12-31 --as ndjson');

    await consent('adelev', { report: { from: '2026-01-01', to: '2026-12-31' }, form: 'ndjson' });
    await answer();
    expect(await newActs()).toMatchObject([{ phase: 'refused' }]);
  });

  it('says so when OneDrive does not take the file, and follows it nowhere else', async () => {
    const { content } = await offered('adelev', `/report ${caseId} csv`);
    drive.status = 307;
    const [, words] = await Promise.all([consent('adelev', content.acceptContext), answer()]);

    expect(wordsOf(words.content)).toContain('could not be put into your OneDrive');
  });

  it.each([
    'https://evil.example/upload',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'http://localhost:1/x',
    '',
  ])('puts nothing at %j', async (uploadUrl) => {
    const files = drive.files.length;
    const [, words] = await Promise.all([
      consent('adelev', { report: { caseId }, form: 'csv' }, { uploadUrl }),
      answer(),
    ]);

    expect(drive.files.length).toBe(files);
    expect(wordsOf(words.content)).toContain('The place for the file');
    expect(await newActs()).toMatchObject([{ phase: 'refused' }]);
  });

  it('refuses a context that a client made up, and leaves no file behind', async () => {
    const contexts = [
      null,
      7,
      'x',
      [],
      {},
      { report: { caseId: '../../etc' }, form: 'pdf' },
      { report: { caseId }, form: 'exe' },
      { report: { caseId, from: '2026-01-01', to: '2026-01-02' }, form: 'pdf' },
    ];
    const files = drive.files.length;
    for (const context of [
      ...contexts,
      ...hostileTexts.slice(0, 10).map((text) => ({ report: { caseId: text }, form: 'pdf' })),
    ]) {
      await Promise.all([consent('adelev', context), answer()]);
    }

    expect(drive.files.length).toBe(files);
    expect((await newActs()).every(({ phase }) => phase === 'refused')).toBe(true);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('offboarding-report-'))).toEqual([]);
  });
});

describe('the place for a file', () => {
  it.each([
    ['https://contoso-my.sharepoint.com/personal/x/_api/v2.0/drive/items/1/uploadSession?guid=1', true],
    ['https://contoso-my.sharepoint.us/x', true],
    ['http://contoso-my.sharepoint.com/x', false],
    ['https://contoso-my.sharepoint.com:8443/x', false],
    ['https://user:word@contoso-my.sharepoint.com/x', false],
    ['https://sharepoint.com.evil.example/x', false],
    ['https://evilsharepoint.com/x', false],
    ['http://127.0.0.1:1/x', false],
    ['not an address', false],
  ])('%s: %s', (address, may) => {
    expect(mayUploadTo(address, false)).toBe(may);
  });
});

it('a thread that fails says why', async () => {
  const head = { made: '2026-11-24T08:00:00.000Z', takenBy: 'Adele Vance', version: '0.1.0' };
  const order = {
    log: '/nowhere.db',
    subject: { caseId: 'OFF-ZZZZZ' },
    form: 'pdf',
    to: '/nowhere.pdf',
    head,
    targetMinutes: 1,
  } as const;

  await expect(makeInThread(order)).rejects.toThrow(/nowhere\.db/);
  await expect(makeReport(order)).rejects.toThrow(/nowhere\.db/);
});
