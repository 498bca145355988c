import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { takeHold } from '#bot/workflow/hold/hold.ts';
import { browserPath } from '#test/set-up/browser.ts';
import { driveUntilQuiet, plannedCase } from '#test/set-up/case-world.ts';
import { alex } from '#test/set-up/small-world.ts';
import { tabStage } from '#test/set-up/tab-stage.ts';
import { tabWindow, type TabWindow } from '#test/set-up/tab-window.ts';

let tabs: TabWindow;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

/** What has the focus, and whether that is to be seen. */
interface Focus {
  readonly tag: string;
  readonly words: string;
  readonly isSeen: boolean;
}

/** A busy machine takes its time. */
const patience = { timeout: 20_000 };

const focusNow = `(() => {
  const one = document.activeElement ?? document.body;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const { width, height } = one.getBoundingClientRect();
  return {
    tag: one.tagName.toLowerCase(),
    words: one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent.trim().slice(0, 60),
    isSeen: outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2 && width > 8 && height > 8,
  };
})()`;

describe.skipIf(browserPath === null)('an auditor without a mouse', { timeout: 90_000 }, () => {
  beforeAll(async () => {
    tabs = await tabWindow();
  });
  afterEach(() => tabs.shut());
  afterAll(() => tabs?.close());

  const press = (key: string) => tabs.host().page.keyboard.press(key);
  const type = (text: string) => tabs.host().page.keyboard.type(text);
  const addressOf = (tab: Frame) => tab.evaluate<string>('location.hash');
  const isSaid = (tab: Frame, words: RegExp | string) =>
    expect.poll(() => tab.locator('#said').textContent(), patience).toMatch(words);

  async function stands(tab: Frame): Promise<Focus> {
    const focus = await tab.evaluate<Focus>(focusNow);
    expect(focus.tag, 'the focus is lost').not.toBe('body');
    expect(focus, 'the focus is not seen').toMatchObject({ isSeen: true });
    return focus;
  }

  /** Goes on by Tab until there; wherever it stops on the way is seen. */
  async function tabTo(tab: Frame, words: string): Promise<void> {
    const passed: string[] = [];
    for (let at = 0; at < 60; at++) {
      await press('Tab');
      const focus = await stands(tab);
      passed.push(focus.words);
      if (focus.words === words) return;
    }
    throw new Error(`not reached: ${words}; passed ${passed.join(', ')}`);
  }

  it('finds a case, reads it to its end, takes it away and comes back to where it stood', async () => {
    const tab = await tabs.open();
    await tab.getByText('5 cases, newest first').waitFor();
    await tabTo(tab, 'Leaver');
    await type('sici');
    await isSaid(tab, '1 person fits');
    await press('ArrowDown');
    await press('Enter');
    await press('Enter');
    await isSaid(tab, '1 case');
    expect(await stands(tab)).toMatchObject({ tag: 'section', words: 'Cases' });

    await tabTo(tab, 'Diego Siciliani');
    await press('Enter');
    await isSaid(tab, `Case ${tabs.told.failed.caseId} is shown`);
    expect(await stands(tab)).toMatchObject({ tag: 'main' });
    expect(await tab.getByText('chain verified now').count()).toBe(1);

    await tabTo(tab, 'Show which process worked on it');
    await press('Space');
    expect(await tab.locator('.timeline .small').first().isVisible()).toBe(true);
    await tabTo(tab, 'Export CSV');
    const saving = tabs.host().page.waitForEvent('download');
    await press('Enter');
    expect((await saving).suggestedFilename()).toBe('offboarding-entries.csv');
    await isSaid(tab, 'The export is saved');
    expect(await stands(tab)).toMatchObject({ tag: 'button', words: 'Export CSV' });

    await tab.evaluate('history.back()');
    await isSaid(tab, '1 case');
    await expect.poll(async () => (await stands(tab)).words, patience).toBe('Diego Siciliani');
    expect(await addressOf(tab)).toMatch(/^#\/cases\?leaver=/);
  });

  it('goes from list to list and from page to page, and each time stands where it goes on', async () => {
    const tab = await tabs.open();
    await tab.getByText('5 cases, newest first').waitFor();
    await tabTo(tab, 'Entries');
    await press('Enter');
    await isSaid(tab, '50 entries');
    expect(await stands(tab)).toMatchObject({ tag: 'main' });
    await tab.getByRole('link', { name: 'Older' }).focus();
    await press('Enter');
    await tab.getByText('50 entries on this page').waitFor();
    await isSaid(tab, '50 entries');

    expect(await stands(tab)).toMatchObject({ tag: 'section', words: 'Entries' });
  });

  it.each([
    ['what comes next', true, /Case closed: canceled/],
    ['the timeline where nothing more is to be seen', false, /^[^#]*Case opened/],
  ])('goes on in a long timeline from %s', async (_, isCanceled, where) => {
    const stage = await tabStage();
    const { world, origin, issuer } = stage;
    const { caseId } = await plannedCase(world, 'jdoe');
    for (let at = 0; at < 100; at++)
      await (await takeHold(world, caseId, new AbortController().signal))?.release();
    if (isCanceled) {
      await cancelCase(world, { by: alex, caseId });
      await driveUntilQuiet(world, caseId);
    }
    const path = `/history#/case/${caseId}`;
    const tab = await tabs.open({ origin, path, token: () => issuer.token('adelev') });
    await isSaid(tab, `Case ${caseId} is shown`);
    await tabTo(tab, 'Show more');
    await press('Enter');
    await isSaid(tab, isCanceled ? '1 more entry' : '0 more entries');
    const { words } = await stands(tab);
    const rest = await tab.getByRole('button', { name: 'Show more' }).count();
    await stage.stop();

    expect(words).toMatch(where);
    expect(rest).toBe(0);
  });

  it('skips the filters', async () => {
    const tab = await tabs.open();
    await tab.getByText('5 cases, newest first').waitFor();
    await tabTo(tab, 'Skip to the list');
    await press('Enter');
    expect(await stands(tab)).toMatchObject({ words: 'Cases' });
    await press('Tab');

    expect(await stands(tab)).toMatchObject({ words: 'Export CSV' });
  });

  it('hears the same answer again when the same is asked again', async () => {
    const tab = await tabs.open({ path: '/history#/cases' });
    await isSaid(tab, '5 cases');
    await tabTo(tab, 'Apply');
    await tab.locator('#said').evaluate('(said) => said.replaceChildren()');
    await press('Enter');
    await isSaid(tab, '5 cases');

    expect(await stands(tab)).toMatchObject({ words: 'Apply' });
  });

  it('is told what went wrong, and stands on it after another try', async () => {
    const tab = await tabs.open();
    await tab.getByText('5 cases, newest first').waitFor();
    const { page } = tabs.host();
    await page.context().route('**/api/history/entries*', (route) => route.abort());
    await tabTo(tab, 'Entries');
    await press('Enter');
    await tab.getByRole('alert').getByText('The bot does not answer').waitFor();
    await tabTo(tab, 'Try again');
    await press('Enter');
    await tab.getByRole('alert').getByText('The bot does not answer').waitFor();
    expect(await stands(tab)).toMatchObject({ tag: 'section', words: 'Entries' });
    await page.context().unroute('**/api/history/entries*');
    await tabTo(tab, 'Try again');
    await press('Enter');
    await isSaid(tab, '50 entries');

    expect(await stands(tab)).toMatchObject({ tag: 'section', words: 'Entries' });
  });

  it('keeps its place when a list cannot be taken away', async () => {
    const tab = await tabs.open();
    await tab.getByText('5 cases, newest first').waitFor();
    await tabs
      .host()
      .page.context()
      .route('**/api/history/export/*', (route) => route.abort());
    await tabTo(tab, 'Export NDJSON');
    for (const _ of ['once', 'twice']) {
      await press('Enter');
      await tab.getByRole('alert').getByText('The bot does not answer').waitFor();
      await tab.getByRole('button', { name: 'Export NDJSON' }).waitFor();
    }

    expect(await stands(tab)).toMatchObject({ words: 'Export NDJSON' });
    expect(await tab.getByRole('alert').count()).toBe(1);
  });
});
