import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelCase } from '#bot/workflow/acts/cancel-case.ts';
import { browserPath, openBrowser } from '#test/set-up/browser.ts';
import { approvedCase, driveUntilQuiet, frozenCase, plannedCase } from '#test/set-up/case-world.ts';
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
    await tab
      .getByText(/^Erased on .* by Isaiah Langer\. What can still be told stands in the timeline\.$/)
      .first()
      .waitFor();
    const told = (await tab.locator('main').textContent()) ?? '';

    expect(await tab.getByRole('heading', { level: 1 }).textContent()).toBe('[erased]');
    expect(told).toMatch(/Erasure confirmed.*Isaiah Langer/);
    expect(told).not.toMatch(/Joni|nobody was asked|Nothing was found|sweep was not made/);
  });

  it('still shows who settled the plan and who approved it', async () => {
    const { world, origin, issuer } = stage;
    const { caseId } = await approvedCase(world, await frozenCase(world, 'jdoe'));
    await erasedCase({ ...world, retention: { years: 0 } }, caseId);
    const path = `/history#/case/${caseId}`;
    const { tab } = await openInTeams(browser, { origin, path, token: () => issuer.token('adelev') });
    await tab
      .locator('tr', { hasText: /Mailbox.*approved.*Megan Bowen/ })
      .first()
      .waitFor();

    expect(await tab.locator('main').textContent()).toMatch(/Plan settled by\s*Alex Wilber/);
  });

  it('says of a case whose key is gone without a word that no erasure is on record', async () => {
    const { world, origin, issuer } = stage;
    const { caseId } = await plannedCase(world, 'diegos');
    await cancelCase(world, { by: alex, caseId });
    await driveUntilQuiet(world, caseId);
    const { subject = '' } = (await world.store.readCase(caseId))[0]!;
    await world.store.keys.destroy(subject);
    const words = 'Cannot be read: its key is missing, and no erasure is on record.';
    const token = () => issuer.token('adelev');
    const list = await openInTeams(browser, { origin, token });
    await list.tab.locator('tr', { hasText: caseId }).getByText(words).waitFor();
    const { tab } = await openInTeams(browser, { origin, path: `/history#/case/${caseId}`, token });
    await tab.getByText(`${words} What can still be told stands in the timeline.`).first().waitFor();

    expect(await tab.locator('main').textContent()).not.toContain('[erased]');
  });
});
