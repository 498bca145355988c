import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { personOf } from '#providers/sandbox/people.ts';
import { browserPath } from '#test/set-up/browser.ts';
import { tabWindow, type TabWindow } from '#test/set-up/tab-window.ts';

let tabs: TabWindow;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

/** A busy machine takes its time. */
const patience = { timeout: 20_000 };

const diego = personOf('diego.siciliani');
const diegoShown = `Diego Siciliani (${diego.upn})`;

describe.skipIf(browserPath === null)('people in the History tab', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    tabs = await tabWindow();
  });
  afterEach(() => tabs.shut());
  afterAll(() => tabs?.close());

  const leavers = async (tab: Frame) => tab.locator('tbody tr .name').allTextContents();
  const addressOf = (tab: Frame) => tab.evaluate<string>('location.hash');
  const press = (key: string) => tabs.host().page.keyboard.press(key);
  const offered = (tab: Frame) => tab.locator('.offers').getByRole('option');

  it('are found by the beginning of a name and chosen by keyboard; the address has the object id alone', async () => {
    const tab = await tabs.open();
    await tab.getByLabel('Leaver').pressSequentially('sici');
    await offered(tab).getByText(diegoShown).waitFor();
    await press('ArrowDown');
    const walkedTo = await tab.getByLabel('Leaver').getAttribute('aria-activedescendant');
    await press('Enter');
    const value = await tab.getByLabel('Leaver').inputValue();
    await press('Enter');
    await tab.getByText('1 case, newest first').waitFor();

    expect([value, walkedTo]).toEqual([diegoShown, 'leaver-offers-0']);
    expect(await leavers(tab)).toEqual(['Diego Siciliani']);
    expect(await addressOf(tab)).toBe(`#/cases?leaver=${diego.id}`);
    expect(await tab.getByLabel('Leaver').inputValue()).toBe(diegoShown);
  });

  it('are offered although they write themselves with accents, and chosen by a click', async () => {
    const tab = await tabs.open();
    await tab.getByLabel('Leaver').pressSequentially('zoe o');
    await offered(tab)
      .getByText(/^Zoë O’Neil/)
      .click();
    await tab.getByRole('button', { name: 'Apply' }).click();
    await tab.getByText('1 case, newest first').waitFor();

    expect(await leavers(tab)).toEqual(['Zoë O’Neil']);
  });

  it('are walked through in a circle, and left alone by Escape', async () => {
    const tab = await tabs.open();
    const field = tab.getByLabel('Leaver');
    await field.pressSequentially('jo');
    await tab.getByText('2 people fit').waitFor({ state: 'attached' });
    const chosen = () => tab.locator('.offers [aria-selected=true]').allTextContents();
    const walked: string[][] = [];
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
      await press(key);
      walked.push(await chosen());
    }
    await press('Escape');

    expect(walked.flat().map((words) => words.slice(0, 6))).toEqual(['Joni S', 'John D', 'Joni S', 'John D']);
    expect(await offered(tab).count()).toBe(0);
    expect([await field.inputValue(), await field.getAttribute('aria-expanded')]).toEqual(['jo', 'false']);
  });

  it('stand there to choose from where what was typed fits several', async () => {
    const tab = await tabs.open();
    await tab.getByLabel('Leaver').fill('jo');
    await press('Enter');
    const choices = tab.getByRole('navigation', { name: 'Leaver: who is meant' });
    await choices.getByRole('link', { name: 'John Doe' }).waitFor();
    const names = await choices.getByRole('link').allTextContents();
    await choices.getByRole('link', { name: 'Joni Sherman' }).click();
    await tab.getByText('1 case, newest first').waitFor();

    expect(names.map((name) => name.split(' (')[0])).toEqual(['John Doe', 'Joni Sherman']);
    expect(await leavers(tab)).toEqual(['Joni Sherman']);
    expect(await addressOf(tab)).toBe(`#/cases?leaver=${personOf('joni.sherman').id}`);
  });

  it('are nobody where nobody fits, which is said with a way on', async () => {
    const tab = await tabs.open();
    await tab.getByLabel('Leaver').pressSequentially('xyzzy');
    await press('Enter');
    const notice = tab.getByRole('alert');
    await notice.getByText('Nobody found').waitFor();

    expect(await notice.textContent()).toContain('Whoever left long ago is found by object id.');
    expect(await tab.getByRole('navigation', { name: 'who is meant' }).count()).toBe(0);
  });

  it('are found also while nobody can be offered', async () => {
    const tab = await tabs.open();
    await tabs
      .host()
      .page.context()
      .route('**/api/history/people*', (route) => route.abort());
    await tab.getByLabel('Leaver').pressSequentially('sici');
    await press('Enter');
    await tab.getByText('1 case, newest first').waitFor();

    expect(await leavers(tab)).toEqual(['Diego Siciliani']);
  });

  it('have the name that the bot knows for the object id in an address', async () => {
    const tab = await tabs.open({ path: `/history#/cases?leaver=${diego.id.toUpperCase()}` });
    await expect.poll(() => tab.getByLabel('Leaver').inputValue(), patience).toBe(diegoShown);
    await tab.getByText('1 case, newest first').waitFor();

    expect(await leavers(tab)).toEqual(['Diego Siciliani']);
  });

  it('never have a name that whoever made the link wrote beside the object id', async () => {
    const tab = await tabs.open({ path: `/history#/cases?leaver=${diego.id}&leaver-name=Mona+Mallory` });
    await tab.getByRole('alert').waitFor();
    await expect.poll(() => tab.getByLabel('Leaver').inputValue(), patience).toBe(diegoShown);

    expect(await tab.evaluate('document.documentElement.outerHTML')).not.toContain('Mona');
    expect(await tab.locator('tbody').count()).toBe(0);
  });

  it('whom nobody knows keep their object id in the field', async () => {
    const id = 'e0000000-0000-4000-8000-0000000000ff';
    const tab = await tabs.open({ path: `/history#/cases?leaver=${id}` });
    const asked = tab.waitForLoadState('networkidle');
    await tab.getByRole('heading', { name: 'No case fits' }).waitFor();
    await asked;

    expect(await tab.getByLabel('Leaver').inputValue()).toBe(id);
  });
});
