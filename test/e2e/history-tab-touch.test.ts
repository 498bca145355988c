import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from '#test/set-up/browser.ts';
import { tabWindow, type TabWindow } from '#test/set-up/tab-window.ts';

let tabs: TabWindow;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

/**
 * What a finger may aim at and is too small: by its own size, or because something lies over it and takes the touch 11 px
 * above or below its middle. A box to tick is aimed at by its whole label. By WCAG 2.2, 2.5.8, a link
 * within a sentence may be as high as its line: such is one that has more text beside it in its paragraph or list item. The way past the filters is for the keyboard alone.
 */
const smallTargets = (
  of = 'a, button, input, select, summary, [tabindex="0"]',
) => `[...document.querySelectorAll('${of}')]
  .filter((one) => one.checkVisibility() && !one.matches('.skip'))
  .map((one) => (one.type === 'checkbox' ? one.closest('label') : one))
  .filter((one) => {
    const around = one.matches('a') ? one.closest('p, li') : null;
    return around === null || around.textContent.trim() === one.textContent.trim();
  })
  .filter((one) => {
    one.scrollIntoView({ block: 'center' });
    const { width, height, x, y } = one.getBoundingClientRect();
    const middle = [x + width / 2, y + height / 2];
    const isHit = [-11, 11].every((by) => {
      const hit = document.elementFromPoint(middle[0], middle[1] + by);
      return one === hit || one.contains(hit);
    });
    return width < 24 || height < 24 || !isHit;
  })
  .map((one) => one.outerHTML.slice(0, 120) + ' ' + JSON.stringify(one.getBoundingClientRect()))`;

describe.skipIf(browserPath === null)('the History tab on a phone', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    tabs = await tabWindow();
  });
  afterEach(() => tabs.shut());
  afterAll(() => tabs?.close());

  const open = (path: string) => tabs.open({ path: `/history#/${path}`, width: 360, height: 780 });

  it.each([
    ['the cases', 'cases', 'tbody'],
    ['the entries', 'entries', 'tbody'],
    ['what was filtered', 'cases?result=failed&from=2026-01-01', 'tbody'],
    ['several who fit', 'cases?leaver=jo', '.choices'],
    ['a case that needs attention', () => `case/${tabs.told.failed.caseId}`, '.timeline'],
    ['a case that is complete', () => `case/${tabs.told.complete.caseId}`, '.timeline'],
    ['no such case', 'case/OFF-22222', '[role=alert]'],
    ['no such page', 'nowhere', '[role=alert]'],
  ])('has nothing to touch that is smaller than 24 by 24 px: %s', async (_, path, place) => {
    const tab = await open(typeof path === 'string' ? path : path());
    await tab.locator(place).first().waitFor();
    await tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");

    expect(await tab.locator('a, button').count()).toBeGreaterThan(2);
    expect(await tab.evaluate(smallTargets())).toEqual([]);
  });

  it('offers people as large as a finger, within the screen and open to everybody', async () => {
    const tab = await open('cases');
    await tab.getByText('Filters').click();
    await tab.getByLabel('Leaver').pressSequentially('jo');
    await tab.locator('.offers li').first().waitFor();

    await tabs.host().page.keyboard.press('ArrowDown');
    await tab.evaluate(axe.source);
    const { violations } = await tab.evaluate<axe.AxeResults>('axe.run()');

    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(await tab.evaluate(smallTargets('.offers li'))).toEqual([]);
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('tells of each act when and how it ended, then what, then who, each on a line of its own', async () => {
    const tab = await open(`case/${tabs.told.failed.caseId}`);
    const act = tab.locator('.timeline li', { hasText: 'Convert the mailbox to a shared mailbox' }).last();
    await act.waitFor();
    const lines = ['.when', '.what', '.person', '.place'].map(async (part) => {
      const { y, height } = (await act.locator(part).first().boundingBox())!;
      return { from: y, to: y + height };
    });
    const [when, what, person, place] = await Promise.all(lines);
    const result = (await act.locator('.badge').boundingBox())!;

    expect(result.y).toBeLessThan(when!.to);
    expect(when!.to).toBeLessThanOrEqual(what!.from);
    expect(what!.to).toBeLessThan(person!.from);
    expect(person!.to).toBeLessThanOrEqual(place!.from);
  });
});
