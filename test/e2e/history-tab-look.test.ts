import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from '#test/set-up/browser.ts';
import { tabWindow, type TabWindow } from '#test/set-up/tab-window.ts';

let tabs: TabWindow;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

describe.skipIf(browserPath === null)('the look of the History tab', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    tabs = await tabWindow();
  });
  afterEach(() => tabs.shut());
  afterAll(() => tabs?.close());

  it.each([
    ['cases', '/history#/cases', 'default', 1280],
    ['entries', '/history#/entries', 'default', 1280],
    ['entries', '/history#/entries', 'dark', 360],
    ['cases', '/history#/cases', 'dark', 1280],
    ['cases', '/history#/cases', 'contrast', 1280],
    ['a case', 'case', 'default', 1280],
    ['a case', 'case', 'dark', 1280],
    ['a case', 'case', 'contrast', 360],
    ['no role', 'no role', 'default', 360],
  ])('is open to everybody: %s, %s, %s, %i wide', async (_, path, theme, width) => {
    const address = path === 'case' ? `/history#/case/${tabs.told.failed.caseId}` : path;
    const isOut = path === 'no role';
    const tab = await tabs.open({
      path: isOut ? '/history' : address,
      theme,
      width,
      who: isOut ? 'meganb' : 'adelev',
    });
    await tab
      .locator(isOut ? '.notice h2' : 'tbody, .timeline')
      .first()
      .waitFor();
    await tab.evaluate(axe.source);
    const { violations } = await tab.evaluate<axe.AxeResults>('axe.run()');
    const wide = await tab.evaluate('document.documentElement.scrollWidth');

    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
    expect(wide).toBe(width);
  });

  it.each([
    ['cases-light', '/history#/cases', 'default', [1280, 760]],
    ['case-light', 'failed', 'default', [1280, 1100]],
    ['case-dark', 'complete', 'dark', [1280, 1100]],
    ['entries-contrast', '/history#/entries', 'contrast', [1280, 760]],
    ['case-phone', 'failed', 'default', [390, 844]],
    ['cases-phone', '/history#/cases', 'dark', [390, 844]],
  ] as const)('has its picture taken: %s', async (name, path, theme, [width, height]) => {
    const address =
      path === 'failed' || path === 'complete' ? `/history#/case/${tabs.told[path].caseId}` : path;
    const tab = await tabs.open({ path: address, theme, width, height });
    await tab.locator('tbody, .timeline').first().waitFor();
    const folder = process.env['TAB_PICTURES'] ?? join(import.meta.dirname, '..', '.out', 'tab-pictures');
    mkdirSync(folder, { recursive: true });

    await tabs.host().page.screenshot({ path: join(folder, `${name}.png`) });
  });
});
