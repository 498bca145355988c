import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeInThread } from '#bot/report/make-in-thread.ts';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import { readCsv } from '#test/bot/report/read-csv.ts';
import { wordsOf } from '#test/set-up/connector.ts';
import { hostileTexts } from '#test/set-up/hostile-texts.ts';
import { type ReportStage, reportStage } from '#test/set-up/report-stage.ts';
import { channel } from '#test/set-up/teams-stage.ts';

let stage: ReportStage;
let caseId: string;
const folders: string[] = [];

beforeAll(async () => {
  stage = await reportStage((order, stopping) => {
    folders.push(dirname(order.to));
    return makeInThread(order, stopping);
  });
  ({ caseId } = stage);
});
afterAll(() => stage.stop());
beforeEach(() => stage.mark());

describe('/report in the chat', () => {
  it('offers the report as a file, and notes nothing before somebody takes it', async () => {
    const { name, content } = await stage.offered('adelev', `/report ${caseId}`);

    expect(name).toBe(`${caseId}.pdf`);
    expect(content.description).toContain('Report for people');
    expect(await stage.acts()).toEqual([]);
  });

  it('puts the file into the OneDrive of whoever takes it, and notes who took which report', async () => {
    const { content } = await stage.offered('adelev', `/report ${caseId}`);
    const given = await stage.consentAnswered('adelev', content.acceptContext);
    const { bytes, range } = stage.drive.files.at(-1)!;

    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(range).toBe(`bytes 0-${bytes.length - 1}/${bytes.length}`);
    expect(given).toMatchObject({
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      content: { uniqueId: '5c8a1f7e', fileType: 'pdf' },
    });
    expect(await stage.acts()).toMatchObject([
      { phase: 'reported', caseId, actor: { name: 'Adele Vance' }, data: { form: 'pdf', via: 'chat' } },
    ]);
  });

  it('covers with a signed checkpoint also the entry that says who took it', async () => {
    const { content } = await stage.offered('adelev', `/report ${caseId} csv`);
    await stage.consentAnswered('adelev', content.acceptContext);
    const rows = readCsv(stage.drive.files.at(-1)!.bytes.toString('utf8'));
    const { seq } = (await stage.store.readCase(caseId)).at(-1)!;

    expect(rows.find(({ what }) => what === `Covered: All ${seq} entries.`)).toBeDefined();
    // Only this file is given, so nothing lies beside it.
    expect(rows.map(({ what }) => what)).toContain(`Bundle: ${caseId}.ndjson, by /report ${caseId} ndjson`);
  });

  it('gives a period, in which nobody finds a case about themselves', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { content, name } = await stage.offered('alexw', `/report ${day} ${day} CSV`);
    await stage.consentAnswered('alexw', content.acceptContext);

    expect(name).toBe(`cases-${day}-${day}.csv`);
    const rows = readCsv(stage.drive.files.at(-1)!.bytes.toString('utf8'));
    expect(rows.filter(({ record }) => record === 'case').map(({ case: id }) => id)).toEqual([caseId]);
    expect(await stage.acts()).toMatchObject([
      { phase: 'reported', data: { from: day, to: day, form: 'csv' } },
    ]);
    expect((await stage.acts())[0]!.caseId).toMatch(/^REG-/);
  });

  it('is silent when the file is declined', async () => {
    const { content } = await stage.offered('adelev', `/report ${caseId}`);
    const files = stage.drive.files.length;
    const answered = await stage.consent('adelev', content.acceptContext, {}, 'decline');
    await stage.teams.say('adelev', '/help');

    expect(answered.status).toBe(200);
    expect([stage.drive.files.length, stage.said().length]).toEqual([files, 2]);
    expect(await stage.acts()).toEqual([]);
  });

  it.each([
    ['pattif', 'no-role'],
    ['meganb', 'no-role'],
    ['jdoe', 'no-role'],
  ])(
    'is refused to %s, by word and by a consent of somebody else, and the log says so',
    async (who, code) => {
      await stage.teams.say(who, `/report ${caseId}`);
      const files = stage.drive.files.length;
      await stage.consentAnswered(who, { report: { caseId }, form: 'pdf' });

      expect(stage.drive.files.length).toBe(files);
      const refused = await stage.acts();
      expect(refused.map(({ phase, reason }) => [phase, reason])).toEqual([
        ['refused', code],
        ['refused', code],
      ]);
    },
  );

  it('is refused about oneself, whatever role one still holds', async () => {
    const { members } = stage.teams.sandbox.company().graph;
    const operators = members[contoso.operatorsGroupId]!;
    members[contoso.operatorsGroupId] = [...operators, personOf('jdoe').id];
    await stage.teams.say('jdoe', `/report ${caseId}`);
    await stage.consentAnswered('jdoe', { report: { caseId }, form: 'csv' });
    members[contoso.operatorsGroupId] = operators;

    expect((await stage.acts()).map(({ reason }) => reason?.split(';')[0])).toEqual(['own-case', 'own-case']);
  });

  it.each([
    ['/report', 'bad-period'],
    ['/report OFF-ZZZZZ', 'no-such-case'],
    ['/report jdoe; drop', 'bad-period'],
    ['/report 2026-12-31 2026-01-01', 'bad-period'],
    ['/report 1926-01-01 2026-01-01', 'bad-period'],
    ['/report 2026-02-30 2026-03-01', 'bad-period'],
    ['/report last week please', 'bad-period'],
    ['/report OFF-Q4YN8 exe', 'bad-period'],
  ])('%j is refused in words', async (text, code) => {
    await stage.teams.say('adelev', text);

    expect((await stage.acts()).map(({ reason }) => reason?.split(';')[0])).toEqual([code]);
    expect(stage.said()[0]!.contentType).toBe('application/vnd.microsoft.card.adaptive');
  });

  it('gives a link to the tab in a channel, and no file', async () => {
    await stage.teams.say('adelev', `<at>Offboarding</at> /report ${caseId}`, channel);

    expect(wordsOf(stage.said()[0]!.content)).toContain('https://offboarding.contoso.com/tab');
    expect(await stage.acts()).toEqual([]);
  });

  it('does not hand out the whole log as the bundle of a period', async () => {
    await stage.teams.say('adelev', '/report 2026-01-01 2026-12-31 ndjson');
    expect(wordsOf(stage.said()[0]!.content)).toContain(
      'npm run report -- 2026-01-01 2026-12-31 --as ndjson',
    );

    await stage.consentAnswered('adelev', {
      report: { from: '2026-01-01', to: '2026-12-31' },
      form: 'ndjson',
    });
    expect(await stage.acts()).toMatchObject([{ phase: 'refused' }]);
  });

  it('changes no card of the case, also of one that has ended', async () => {
    await stage.teams.say('alexw', '/offboard diegos');
    const { entries } = await stage.store.history({ phases: ['opened'], limit: 10 });
    const ended = entries.find(({ leaver }) => leaver?.name === 'Diego Siciliani')!.caseId;
    const planned = stage.teams.connector.until(({ activity }) =>
      /Diego[^]*Remove from/.test(wordsOf(activity)),
    );
    await planned;
    await stage.teams.say('alexw', `/cancel ${ended}`);
    await stage.teams.connector.until(({ activity }) => /Canceled/.test(wordsOf(activity)));
    await stage.mark();
    const updates = () => stage.teams.connector.messages.map((message) => message.updates);
    const before = updates();
    const { content } = await stage.offered('adelev', `/report ${ended} csv`);
    await stage.consentAnswered('adelev', content.acceptContext);
    await stage.teams.say('adelev', '/help');

    expect(stage.said().map(({ contentType }) => contentType.split('.').slice(-2).join('.'))).toEqual([
      'file.consent',
      'file.info',
      'card.adaptive',
    ]);
    expect(updates().slice(0, before.length)).toEqual(before);
  });

  it('says so when OneDrive does not take the file, and follows it nowhere else', async () => {
    const { content } = await stage.offered('adelev', `/report ${caseId} csv`);
    stage.drive.status = 307;
    const words = await stage.consentAnswered('adelev', content.acceptContext);

    expect(wordsOf(words.content)).toContain('could not be put into your OneDrive');
  });

  it.each([
    'https://evil.example/upload',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'http://localhost:1/x',
    '',
  ])('puts nothing at %j', async (uploadUrl) => {
    const files = stage.drive.files.length;
    const words = await stage.consentAnswered('adelev', { report: { caseId }, form: 'csv' }, { uploadUrl });

    expect(stage.drive.files.length).toBe(files);
    expect(wordsOf(words.content)).toContain('The place for the file');
    expect(await stage.acts()).toMatchObject([{ phase: 'refused' }]);
  });

  it('refuses a context that a client made up', async () => {
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
    const files = stage.drive.files.length;
    for (const context of [
      ...contexts,
      ...hostileTexts.slice(0, 10).map((text) => ({ report: { caseId: text }, form: 'pdf' })),
    ]) {
      await stage.consentAnswered('adelev', context);
    }

    expect(stage.drive.files.length).toBe(files);
    expect((await stage.acts()).every(({ phase }) => phase === 'refused')).toBe(true);
  });

  it('leaves no file behind on the bot’s machine, whether it was given or not', () => {
    expect(folders.length).toBeGreaterThan(3);
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
  });
});
