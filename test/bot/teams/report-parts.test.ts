import { describe, expect, it } from 'vitest';
import { makeInThread } from '#bot/report/make-in-thread.ts';
import { makeReport } from '#bot/report/make-report.ts';
import { commandCard } from '#bot/teams/report-words.ts';
import { mayUploadTo } from '#bot/teams/may-upload.ts';

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

describe('the command where no file can be given', () => {
  const asked = { subject: { caseId: 'OFF-7K3QX' }, form: 'pdf' } as const;

  it.each([
    ['.sandbox/log.db', '--log .sandbox/log.db'],
    ['my data/log.db', "--log 'my data/log.db'"],
  ])('is complete where the log is at %j', (log, said) => {
    expect(JSON.stringify(commandCard(asked, log))).toContain(`npm run report -- OFF-7K3QX --as pdf ${said}`);
  });

  it('names no log where the settings do', () => {
    expect(JSON.stringify(commandCard(asked))).not.toContain('--log');
  });
});
