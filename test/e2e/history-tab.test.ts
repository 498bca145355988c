import type { Frame } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { personaSignIn } from '#bot/sandbox/persona-sign-in.ts';
import { browserPath } from '#test/set-up/browser.ts';
import { tabStage } from '#test/set-up/tab-stage.ts';
import { tabWindow, type TabWindow } from '#test/set-up/tab-window.ts';
import { sealed } from '#test/storage/sealed.ts';

let tabs: TabWindow;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

const hostile = '<img src=x onerror="document.body.replaceChildren()"><b>bold</b>';

describe.skipIf(browserPath === null)('the History tab in Teams', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    tabs = await tabWindow();
    const place = { caseId: 'REG-20261101', at: '2026-11-01T10:00:00.000Z' };
    await tabs.stage.world.store.append(sealed({ reason: hostile }, place));
  });
  afterEach(() => tabs.shut());
  afterAll(() => tabs?.close());

  const leavers = async (tab: Frame) => tab.locator('tbody tr .name').allTextContents();
  const themeOf = (tab: Frame) => tab.evaluate('document.documentElement.dataset.theme');

  it('shows an auditor every case, each with its standing', async () => {
    const tab = await tabs.open();
    await tab.getByText('needs attention').waitFor();

    expect(await leavers(tab)).toEqual([
      'Joni Sherman',
      'Chris Green',
      'Diego Siciliani',
      'Zoë O’Neil',
      'John Doe',
    ]);
  });

  it('finds cases by what the filters say, and all again when they are cleared', async () => {
    const tab = await tabs.open();
    await tab.getByLabel('Step').selectOption('Mailbox');
    await tab.getByLabel('Result').selectOption('failed');
    await tab.getByRole('button', { name: 'Apply' }).click();
    await tab.getByText('1 case, newest first').waitFor();
    const found = await leavers(tab);
    await tab.getByRole('button', { name: 'Clear' }).click();
    await tab.getByText('5 cases, newest first').waitFor();

    expect(found).toEqual(['Diego Siciliani']);
  });

  it('takes days as they are where the reader is, the last one included', async () => {
    const tab = await tabs.open();
    await tab.getByLabel('From', { exact: true }).fill('2026-11-02');
    await tab.getByLabel('To', { exact: true }).fill('2026-11-02');
    await tab.getByRole('button', { name: 'Apply' }).click();
    await tab.getByText('Filters (2)').waitFor();
    await tab.getByText('5 cases, newest first').waitFor();
    await tab.getByLabel('From', { exact: true }).fill('2026-11-03');
    await tab.getByLabel('To', { exact: true }).fill('');
    await tab.getByRole('button', { name: 'Apply' }).click();
    await tab.getByRole('heading', { name: 'No case fits' }).waitFor();
  });

  it('says in words when a filter finds nobody, and goes on from there', async () => {
    const tab = await tabs.open();
    await tab.getByLabel('Leaver').fill('nobody at all');
    await tab.getByLabel('Leaver').press('Enter');
    await tab.getByRole('alert').getByText('Nobody found').waitFor();
    await tab.getByLabel('Leaver').fill('jdoe');
    await tab.getByLabel('Leaver').press('Enter');
    await tab.getByText('1 case, newest first').waitFor();

    expect(await leavers(tab)).toEqual(['John Doe']);
  });

  it('turns the pages of the entries there and back', async () => {
    const tab = await tabs.open({ path: '/history#/entries' });
    await tab.getByText('The newest 50 entries').waitFor();
    const first = await tab.locator('tbody').textContent();
    await tab.getByRole('link', { name: 'Older' }).click();
    await tab.getByText('50 entries on this page').waitFor();
    const second = await tab.locator('tbody').textContent();
    await tab.getByRole('link', { name: 'Newer' }).click();
    await tab.getByText('50 entries on this page').waitFor();
    await expect.poll(() => tab.locator('tbody').textContent()).toBe(first);

    expect(second).not.toBe(first);
  });

  it('opens a case by keyboard, with its proof and every act', async () => {
    const tab = await tabs.open();
    await tab.getByRole('link', { name: 'Diego Siciliani' }).focus();
    await tabs.host().page.keyboard.press('Enter');
    await tab.getByText('chain verified now').waitFor();

    expect(await tab.getByRole('heading', { level: 1 }).textContent()).toBe('Diego Siciliani');
    expect(await tab.locator('.timeline li:not(.small)').count()).toBeGreaterThan(20);
    expect(await tab.getByText(/^No. 1, signed .* covers all of it$/).count()).toBe(1);
    expect(await tab.locator('.timeline .error').first().textContent()).toMatch(
      /403.*request id [0-9a-f-]{36}/,
    );
  });

  it('tells times in the reader’s zone, and UTC on hover', async () => {
    const tab = await tabs.open();
    const time = tab.locator('tbody time').first();
    await time.waitFor();
    const title = await time.getAttribute('title');
    const [, minute] = /^2026-11-02 08:(\d\d):\d\d\.\d{3} UTC$/.exec(title ?? '') ?? [];

    expect(await time.textContent()).toBe(`2 Nov 2026, 09:${minute}`);
  });

  it.each(['dark', 'contrast'])(
    'opens in the reader’s theme and follows when it changes: %s',
    async (theme) => {
      const tab = await tabs.open({ theme });
      await tab.locator('tbody').waitFor();
      const atFirst = await themeOf(tab);
      await tabs.host().theme('default');
      await expect.poll(() => themeOf(tab)).toBe('default');

      expect(atFirst).toBe(theme);
    },
  );

  it.each([
    ['CSV', 'offboarding-cases.csv', /^\uFEFFcase,leaver,.*\r\nOFF-\w{5},Joni Sherman,/],
    ['NDJSON', 'offboarding-cases.ndjson', /"Joni Sherman".*\n\{"kind":"end","rows":5\}\n$/s],
  ])('saves what it shows as %s', async (format, name, content) => {
    const tab = await tabs.open();
    const saving = tabs.host().page.waitForEvent('download');
    await tab.getByRole('button', { name: `Export ${format}` }).click();
    const file = await saving;

    expect(file.suggestedFilename()).toBe(name);
    expect(readFileSync(await file.path(), 'utf8')).toMatch(content);
  });

  it('shows what somebody wrote as text, whatever it is', async () => {
    const tab = await tabs.open({ path: '/history#/entries?case=REG-20261101' });
    await tab.getByText('<b>bold</b>').waitFor();

    expect(await tab.locator('main img, main b').count()).toBe(0);
  });

  it('tells somebody without a role that this is not for them, and shows nothing else', async () => {
    const tab = await tabs.open({ who: 'meganb' });
    await tab.getByText('This is for operators and auditors').waitFor();

    expect(await tab.locator('table, form').count()).toBe(0);
  });

  it('tells an auditor when there is nothing yet', async () => {
    const empty = await tabStage();
    const tab = await tabs.open({ origin: empty.origin, token: () => empty.issuer.token('adelev') });
    await tab.getByRole('heading', { name: 'No case fits' }).waitFor();
    await empty.stop();
  });

  it('says when Teams does not sign the reader in, and tries again when asked', async () => {
    const tokens = [null, null];
    const tab = await tabs.open({
      token: async () => (tokens.pop() === null ? null : tabs.stage.issuer.token('adelev')),
    });
    await tab.getByRole('alert').getByText('You are not signed in').waitFor();
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByText('5 cases, newest first').waitFor();
  });

  it('shows that it is reading, and says when the bot does not answer', async () => {
    const tab = await tabs.open();
    await tab.getByText('5 cases, newest first').waitFor();
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await tabs
      .host()
      .page.context()
      .route('**/api/history/entries*', async (route) => {
        await held;
        await route.abort();
      });
    await tab.getByRole('link', { name: 'Entries' }).click();
    await tab.locator('[aria-busy=true]').waitFor();
    letGo();
    await tab.getByRole('alert').getByText('The bot does not answer').waitFor();
  });

  it('says outside Teams where to open it, and asks for nothing', async () => {
    const page = await tabs.browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${tabs.stage.origin}/history`);
    await page.getByText('Open this in Microsoft Teams').waitFor();
    await page.close();

    expect(asked.filter((path) => path.startsWith('/api'))).toEqual([]);
  });

  it('lets whoever looks choose who they are in the sandbox, and the theme', async () => {
    const sandbox = await tabStage({ signIn: personaSignIn() });
    const page = await tabs.browser.newPage();
    await page.goto(`${sandbox.origin}/history`);
    await page.getByText('Choose who reads').waitFor();
    await page.getByLabel('You are').selectOption('Adele Vance (auditor)');
    await page.getByRole('heading', { name: 'No case fits' }).waitFor();
    await page.getByLabel('Theme').selectOption('Dark');
    const theme = await page.evaluate('document.documentElement.dataset.theme');
    await page.close();
    await sandbox.stop();

    expect(theme).toBe('dark');
  });

  it('is not shown inside any other site', async () => {
    const tab = await tabs.open({ host: 'https://teams.microsoft.com.evil.example' });

    await expect.poll(() => tab.evaluate('document.title')).not.toBe('Offboarding history');
  });

  it('can be added to a channel, where nothing has to be chosen', async () => {
    const tab = await tabs.open({ path: '/history/configure.html' });
    await tab.getByText('Adds the history to this channel').waitFor();

    await expect
      .poll(() => tabs.host().save())
      .toMatchObject({
        contentUrl: 'https://offboarding.contoso.com/history',
        suggestedDisplayName: 'Offboarding history',
      });
  });
});
