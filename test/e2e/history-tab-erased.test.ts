import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { browserPath, openBrowser } from '#test/set-up/browser.ts';
import { driveUntilQuiet, plannedCase } from '#test/set-up/case-world.ts';
import { erasedCase } from '#test/set-up/erasing.ts';
import { alex } from '#test/set-up/small-world.ts';
import { tabStage, type TabStage } from '#test/set-up/tab-stage.ts';
import { openInTeams } from '#test/set-up/teams-host.ts';

let stage: TabStage;
let browser: Awaited<ReturnType<typeof openBrowser>>;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

describe.skipIf(browserPath === null)('the History tab after an erasure', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    stage = await tabStage();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  });

  it('says of the case that it is erased, by whose word, and names nobody', async () => {
    const { world, origin, issuer } = stage;
    const { caseId } = await plannedCase(world, 'jonis');
    await cancelCase(world, { by: alex, caseId });
    await driveUntilQuiet(world, caseId);
    await erasedCase({ ...world, retention: { years: 0 } }, caseId);
    const path = `/history#/case/${caseId}`;
    const { tab } = await openInTeams(browser, { origin, path, token: () => issuer.token('adelev') });
    await tab.getByText('[erased] What can still be told stands in the timeline.').first().waitFor();
    const told = (await tab.locator('main').textContent()) ?? '';

    expect(await tab.getByRole('heading', { level: 1 }).textContent()).toBe('[erased]');
    expect(told).toMatch(/Erasure confirmed.*Isaiah Langer/);
    expect(told).not.toMatch(/Joni|nobody was asked|Nothing was found|sweep was not made/);
  });
});
