import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '#bot/workflow/acts/open-case.ts';
import { browserPath } from '#test/set-up/browser.ts';
import { driveUntilQuiet } from '#test/set-up/case-world.ts';
import { alex } from '#test/set-up/small-world.ts';
import { tabStage } from '#test/set-up/tab-stage.ts';
import { tabWindow, type TabWindow } from '#test/set-up/tab-window.ts';

let tabs: TabWindow;

if (browserPath === null && process.env['CI'] === 'true') throw new Error('Chromium is missing');

describe.skipIf(browserPath === null)('the History tab on one case', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    tabs = await tabWindow();
  });
  afterEach(() => tabs.shut());
  afterAll(() => tabs?.close());

  it('tells of a canceled case how it closed, and not how its last entry ended', async () => {
    const tab = await tabs.open({ path: `/history#/case/${tabs.told.canceled.caseId}` });
    const closed = tab.locator('.timeline li', { hasText: 'Case closed: canceled' });
    await closed.waitFor();

    expect(await closed.textContent()).not.toContain('skipped');
    expect(await tab.getByText('The closing sweep was not made.').count()).toBe(1);
  });

  it('tells after an undo what the closing sweep had found before it', async () => {
    const tab = await tabs.open({ path: `/history#/case/${tabs.told.undone.caseId}` });
    await tab.getByText(/^The closing sweep was made at .*, before the undo; what it found then:$/).waitFor();

    expect(await tab.getByText('sweep was not made').count()).toBe(0);
    expect(await tab.getByText(/^Entra ID · Member of the group Everyone in Germany/).count()).toBe(2);
  });

  it('counts the one entry of a case that was just opened as one', async () => {
    const stage = await tabStage();
    const { world, checkpointer, issuer, origin } = stage;
    const answer = await openCase(world, { by: alex, query: 'jdoe', dryRun: false });
    if (!answer.ok || answer.value.kind !== 'opened') throw new Error('not opened');
    const { caseId } = answer.value.state;
    await checkpointer.signNow();
    const path = `/history#/case/${caseId}`;
    const tab = await tabs.open({ origin, path, token: () => issuer.token('adelev') });
    await tab.getByText('1, its hash computed anew').waitFor();
    const atFirst = await tab.locator('main').textContent();
    await driveUntilQuiet(world, caseId);
    await tab.evaluate('location.reload()');
    await tab.getByText(/covers position 1; \d newer are not signed yet$/).waitFor();
    await stage.stop();

    expect(atFirst).not.toMatch(/positions|1 entries/);
  });

  it('says of a register that it is no case', async () => {
    const tab = await tabs.open({ path: '/history#/case/REG-20261101' });
    await tab.getByRole('alert').waitFor();

    expect(await tab.getByRole('alert').textContent()).toContain('I know no case REG-20261101');
  });

  it.each([
    '/cases/OFF-ZZZZZ',
    '/case',
    '/case/',
    '/case/%E0%A4%A',
    '/case/OFF-ZZZZZ/more',
    '/nowhere',
    '/toString',
  ])('says of the address #%s that nothing is there, and leads back to the cases', async (address) => {
    const tab = await tabs.open({ path: `/history#${address}` });
    const notice = tab.getByRole('alert');
    await notice.waitFor();

    expect(await notice.textContent()).toContain('There is no such page');
    await notice.getByRole('link', { name: 'Show all cases' }).click();
    await tab.getByText('5 cases, newest first').waitFor();
  });

  it.each(['OFF-22222', 'jdoe'])('says that there is no case %s, and offers the list', async (id) => {
    const tab = await tabs.open({ path: `/history#/case/${id}` });
    await tab.getByRole('alert').getByText(`I know no case ${id}`).waitFor();
    const said = (await tab.getByRole('alert').textContent()) ?? '';
    await tab.getByRole('alert').getByRole('link', { name: 'Show all cases' }).click();
    await tab.getByText('5 cases, newest first').waitFor();

    expect(said).not.toMatch(/\/status|Try again/);
  });

  it('takes the last day that its own field allows', async () => {
    const tab = await tabs.open({ path: '/history#/cases?to=9999-12-31' });
    await tab.getByText('5 cases, newest first').waitFor();
  });
});
