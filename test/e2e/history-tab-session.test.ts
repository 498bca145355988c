import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contoso, personOf } from '#providers/sandbox/people.ts';
import { browserPath } from '#test/set-up/browser.ts';
import { refusalsIn } from '#test/set-up/tab-stage.ts';
import { tabWindow, type TabWindow } from '#test/set-up/tab-window.ts';
import { openInTeams, type TeamsHost } from '#test/set-up/teams-host.ts';

let tabs: TabWindow;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

const noPermission = 'This is for operators and auditors';

describe.skipIf(browserPath === null)('a History tab that stays open', { timeout: 60_000 }, () => {
  const hosts: TeamsHost[] = [];

  beforeAll(async () => {
    tabs = await tabWindow();
  });
  afterEach(async () => {
    for (const { page } of hosts.splice(0)) await page.context().close();
  });
  afterAll(() => tabs?.close());

  async function open(path = '/history', token = () => tabs.stage.issuer.token('adelev')): Promise<Frame> {
    const host = await openInTeams(tabs.browser, { origin: tabs.stage.origin, path, token });
    hosts.push(host);
    return host.tab;
  }

  /** Takes a role from Adele in the directory; the answer gives it back. */
  function takeRole(): () => void {
    const { members } = tabs.stage.sandbox.company().graph;
    const before = members[contoso.auditorsGroupId] ?? [];
    members[contoso.auditorsGroupId] = before.filter((id) => id !== personOf('adelev').id);
    return () => {
      members[contoso.auditorsGroupId] = before;
    };
  }

  it('shows nothing more, in any of its windows, from the question on that follows the loss of the role', async () => {
    const list = await open();
    const one = await open(`/history#/case/${tabs.told.failed.caseId}`);
    await list.getByText('5 cases, newest first').waitFor();
    await one.getByText('chain verified now').waitFor();
    const giveBack = takeRole();
    await list.getByRole('link', { name: 'John Doe' }).click();
    await list.getByRole('alert').getByText(noPermission).waitFor();
    await one.getByRole('link', { name: 'Entries' }).click();
    await one.getByRole('alert').getByText(noPermission).waitFor();
    const left = [await list.locator('main').textContent(), await one.locator('main').textContent()].join();
    const refusals = await refusalsIn(tabs.stage);
    giveBack();

    expect(left).not.toMatch(/Doe|Siciliani|OFF-/);
    expect(refusals.slice(0, 2)).toEqual(['Adele Vance: no-role', 'Adele Vance: no-role']);
  });

  it('gives no file to somebody who has lost the role, and goes on when they have it again', async () => {
    const tab = await open();
    await tab.getByText('5 cases, newest first').waitFor();
    const giveBack = takeRole();
    await tab.getByRole('button', { name: 'Export CSV' }).click();
    await tab.getByRole('alert').getByText(noPermission).waitFor();
    await tab.getByRole('link', { name: 'Entries' }).click();
    await tab.getByRole('alert').getByText(noPermission).waitFor();
    giveBack();
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByText('The newest 50 entries').waitFor();

    expect(await tab.getByRole('alert').count()).toBe(0);
  });

  it('asks each question with the token that Teams has then, so that nobody notices when one is renewed', async () => {
    const { issuer } = tabs.stage;
    let kept = await issuer.token('adelev', { uti: 'first' });
    const tab = await open('/history', async () => kept);
    await tab.getByText('5 cases, newest first').waitFor();
    const sent: (string | undefined)[] = [];
    hosts[0]!.page.on('request', (request) => sent.push(request.headers()['authorization']));
    kept = await issuer.token('adelev', { uti: 'second' });
    await tab.getByRole('link', { name: 'Entries' }).click();
    await tab.getByText('The newest 50 entries').waitFor();

    expect(sent).toEqual([`Bearer ${kept}`]);
  });

  it('says when the token has expired that Teams has, and goes on with the next', async () => {
    const { issuer } = tabs.stage;
    let seconds = 3600;
    const now = Math.floor(Date.now() / 1000);
    const tab = await open('/history', () => issuer.token('adelev', { exp: now + seconds }));
    await tab.getByText('5 cases, newest first').waitFor();
    seconds = -3600;
    await tab.getByRole('link', { name: 'Entries' }).click();
    await tab.getByRole('alert').getByText('You are not signed in').waitFor();
    const rows = await tab.locator('tbody').count();
    seconds = 3600;
    await tab.getByRole('button', { name: 'Try again' }).click();
    await tab.getByText('The newest 50 entries').waitFor();

    expect(rows).toBe(0);
  });
});
