import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '#storage/sqlite/open-sqlite-store.ts';
import { verifyCli } from '#storage/verify-cli.ts';
import { browserPath, openBrowser, openWindow, type TeamsWindow } from '#test/set-up/browser.ts';
import { startSandboxProcess, type SandboxProcess } from '#test/set-up/sandbox-process.ts';

let sandbox: SandboxProcess;
let browser: Browser;
let alex: TeamsWindow;
let megan: TeamsWindow;
let isaiah: TeamsWindow;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

describe.skipIf(browserPath === null)(
  'John Doe’s case in Microsoft’s own client',
  { timeout: 60_000 },
  () => {
    beforeAll(async () => {
      sandbox = await startSandboxProcess(['--personas', 'alex,megan,isaiah']);
      browser = await openBrowser();
      const open = (name: string) => openWindow(browser, sandbox.windows.get(name) ?? '');
      [alex, megan, isaiah] = [await open('alex'), await open('megan'), await open('isaiah')];
    });
    afterAll(async () => {
      await browser?.close();
      await sandbox?.stop();
    });

    it('greets who opens the window and says what to type', async () => {
      await alex.sees('Welcome');
      await alex.sees(/To start, type \/offboard/);
    });

    it('shows the plan of seven steps for /offboard jdoe', async () => {
      await alex.type('/offboard jdoe');
      await alex.sees('Offboarding plan');
      await alex.sees(/changes in 7 steps/);
      await alex.picture('1-plan', 'Offboarding plan');
    });

    it('asks each approver by a card once the plan is frozen', async () => {
      await alex.press(/^Freeze plan/);
      await alex.sees('Please confirm: Azure access');
      await megan.sees('Please confirm: mailbox');
      await megan.sees('Please confirm: data transfer');
      await isaiah.sees('Please confirm: final cleanup');
      await megan.picture('2-approval', 'Please confirm: mailbox');
    });

    it('runs each step its approver confirmed', async () => {
      for (const step of [
        'Azure access',
        'Microsoft 365 licences',
        'group memberships',
        'Active Directory account',
      ]) {
        await alex.press(`Approve: ${step} — John Doe`);
        await alex.sees(/Approved by Alex Wilber/);
      }
      await alex.picture('3-progress', /Started .* by/);
      await megan.press(/^Approve: data transfer/);
      await megan.press(/^Approve: mailbox/);
      await megan.sees(/Approved by Megan Bowen/);
      await isaiah.press(/^Approve: final cleanup/);
    });

    it('says complete when every change was read back', async () => {
      await alex.sees('Every change was made and read back.');
      await alex.picture('4-result', 'Offboarding result');
    });

    it('shows who did what in the history', async () => {
      await alex.press(/^History/);
      await alex.sees(/Case closed|Closed/i);
      await alex.picture('5-history', /History/);
    });

    it('undoes the whole case after a confirmation that names what cannot come back', async () => {
      await alex.press('Undo: John Doe');
      await alex.sees('Please confirm: undo');
      await alex.picture('6-undo', 'Please confirm: undo');
      await alex.press(/^Undo \d+ changes/);
      await alex.sees('What could be put back was put back and read again');
    });

    it('tells somebody without a role politely, and changes nothing', async () => {
      await megan.type("/offboard zoe.o'neil@contoso.com");
      await megan.sees(/operator|role/i);
    });

    it('leaves a log in which every act is to be found and nothing was altered', async () => {
      const store = await openSqliteStore({ file: sandbox.logFile });
      const { entries } = await store.history({ phases: ['opened'], limit: 10 });
      const caseId = entries[0]?.caseId ?? '';
      const all = await store.readCase(caseId);
      await store.close();

      expect(await verifyCli([sandbox.logFile], () => {})).toBe(0);
      expect(new Set(all.filter(({ phase }) => phase === 'approved').map(({ actor }) => actor.name))).toEqual(
        new Set(['Alex Wilber', 'Megan Bowen', 'Isaiah Langer']),
      );
    });
  },
);
